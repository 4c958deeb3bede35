using System.Text;

namespace Arrea.Cli.Completing;

/// <summary>The completion of zsh, as a file of its own or read by <c>source</c>.</summary>
internal static class ZshScript
{
    private const string Frame = """
        #compdef arrea
        # zsh completion for arrea. Made by 'arrea completion zsh'.
        _arrea_runs() {
          local -a ids
          ids=(${XDG_STATE_HOME:-$HOME/.local/state}/arrea/runs/*.jsonl(N:t:r))
          compadd -- last ${ids##*-}
        }
        _arrea() {
          local command operands
          local -a commands
          commands=(
        @COMMANDS@
          )
          if (( CURRENT == 2 )); then
            _describe -t commands command commands
            compadd -- --help --version
            return
          fi
          command=$words[2]
          operands="${(j: :)${words[3,CURRENT-1]:#-*}}"
          if [[ $words[CURRENT] != -* && $words[CURRENT-1] != -* ]]; then
            case "$command/$operands" in
        @OPERANDS@
            esac
          fi
          shift words
          (( CURRENT-- ))
          case $command in
        @FLAGS@
          esac
        }
        if [[ $funcstack[1] == _arrea ]]; then _arrea "$@"; else compdef _arrea arrea; fi

        """;

    /// <summary>The script.</summary>
    /// <param name="commands">The commands and their flags.</param>
    public static string Of(IReadOnlyList<CommandWords> commands)
    {
        var names = new StringBuilder();
        var flags = new StringBuilder();
        var operands = new StringBuilder();
        foreach (var command in commands)
        {
            names.Append($"    {Quoted($"{command.Name}:{command.Summary}")}\n");
            flags.Append($"    {command.Name}) _arguments -s -S");
            foreach (var flag in command.Flags)
            {
                foreach (var name in flag.Names)
                {
                    flags.Append(" \\\n      ").Append(Quoted($"*{name}{Joined(flag, name)}[{Plain(flag.Description)}]{Value(flag)}"));
                }
            }

            flags.Append(" \\\n      '*:file:_files' ;;\n");
            foreach (var (before, words) in command.Operands)
            {
                operands.Append($"      {Quoted($"{command.Name}/{before}")}) compadd -- {string.Join(' ', words)}; return ;;\n");
            }

            operands.Append(command.TakesRun ? $"      '{command.Name}/') _arrea_runs; return ;;\n" : "");
        }

        return Frame
            .Replace("@COMMANDS@", names.ToString().TrimEnd('\n'), StringComparison.Ordinal)
            .Replace("@OPERANDS@", operands.ToString().TrimEnd('\n'), StringComparison.Ordinal)
            .Replace("@FLAGS@", flags.ToString().TrimEnd('\n'), StringComparison.Ordinal);
    }

    // '--flag=value' and '--flag value' are both taken; '-fvalue' and '-f value'.
    private static string Joined(FlagWords flag, string name) => flag.Takes == FlagTakes.Nothing ? "" : name.StartsWith("--", StringComparison.Ordinal) ? "=" : "+";

    private static string Value(FlagWords flag) => flag.Takes switch
    {
        FlagTakes.Nothing => "",
        FlagTakes.Words => $":{flag.Value}:({string.Join(' ', flag.Words)})",
        FlagTakes.File => $":{flag.Value}:_files",
        FlagTakes.Folder => $":{flag.Value}:_files -/",
        _ => $":{Plain(flag.Value)}: ",
    };

    private static string Plain(string text)
        => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal);

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
