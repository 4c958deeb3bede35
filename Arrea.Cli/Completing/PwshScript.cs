using System.Text;

namespace Arrea.Cli.Completing;

/// <summary>The completion of PowerShell.</summary>
internal static class PwshScript
{
    private const string Frame = """
        # PowerShell completion for arrea. Made by 'arrea completion pwsh'.
        Register-ArgumentCompleter -Native -CommandName arrea -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            $commands = @(@COMMANDS@)
            $flags = @{
        @FLAGS@
            }
            $values = @{
        @VALUES@
            }
            $operands = @{
        @OPERANDS@
            }
            $words = @($commandAst.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
            if ($words.Count -le 1) { $found = $commands + @('--help', '--version') }
            else {
                $command = $words[1]
                $last = $words[-1]
                $plain = @($words | Select-Object -Skip 2 | Where-Object { $_ -notlike '-*' }) -join ' '
                if ($words.Count -gt 2 -and $values.ContainsKey("$command $last")) { $found = $values["$command $last"] }
                elseif ($wordToComplete -like '-*') { $found = $flags[$command] }
                else { $found = $operands["$command/$plain"] }
            }
            $found | Where-Object { $_ -and $_.StartsWith($wordToComplete, [StringComparison]::Ordinal) } |
                ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }

        """;

    /// <summary>The script.</summary>
    /// <param name="commands">The commands and their flags.</param>
    public static string Of(IReadOnlyList<CommandWords> commands)
    {
        var flags = new StringBuilder();
        var values = new StringBuilder();
        var operands = new StringBuilder();
        foreach (var command in commands)
        {
            flags.Append($"        '{command.Name}' = @({List(command.Flags.SelectMany(static flag => flag.Names))})\n");
            foreach (var flag in command.Flags.Where(static flag => flag.Takes != FlagTakes.Nothing))
            {
                // Without words of its own a flag leaves it to the shell, which completes files.
                values.Append(string.Concat(flag.Names.Select(name => $"        '{command.Name} {name}' = @({List(flag.Words)})\n")));
            }

            foreach (var (before, words) in command.Operands)
            {
                operands.Append($"        '{command.Name}/{before}' = @({List(words)})\n");
            }
        }

        return Frame
            .Replace("@COMMANDS@", List(commands.Select(static command => command.Name)), StringComparison.Ordinal)
            .Replace("@FLAGS@", flags.ToString().TrimEnd('\n'), StringComparison.Ordinal)
            .Replace("@VALUES@", values.ToString().TrimEnd('\n'), StringComparison.Ordinal)
            .Replace("@OPERANDS@", operands.ToString().TrimEnd('\n'), StringComparison.Ordinal);
    }

    private static string List(IEnumerable<string> words) => string.Join(", ", words.Select(static word => $"'{word}'"));
}
