using System.Text;

namespace Arrea.Cli.Completing;

/// <summary>The completion of fish.</summary>
internal static class FishScript
{
    private const string Head = """
        # fish completion for arrea. Made by 'arrea completion fish'.
        function __arrea_after
            set -l words (commandline -opc)
            set -l plain (string match -v -- '-*' $words[2..-1])
            test "$plain" = "$argv"
        end
        function __arrea_command
            set -l words (commandline -opc)
            test (count $words) -gt 1; and test $words[2] = $argv[1]
        end
        function __arrea_first
            test (count (commandline -opc)) -eq 1
        end
        function __arrea_runs
            set -l state $HOME/.local/state
            set -q XDG_STATE_HOME; and set state $XDG_STATE_HOME
            echo last
            for file in $state/arrea/runs/*.jsonl
                string replace -r '.*-(.*)\.jsonl$' '$1' -- $file
            end
        end
        complete -c arrea -n __arrea_first -f -l help -d 'This text'
        complete -c arrea -n __arrea_first -f -l version -d 'The version'

        """;

    /// <summary>The script.</summary>
    /// <param name="commands">The commands and their flags.</param>
    public static string Of(IReadOnlyList<CommandWords> commands)
    {
        var script = new StringBuilder(Head);
        foreach (var command in commands)
        {
            script.Append($"complete -c arrea -n __arrea_first -f -a {command.Name} -d {Quoted(command.Summary)}\n");
            foreach (var (before, words) in command.Operands)
            {
                script.Append($"complete -c arrea -n {Quoted($"__arrea_after {command.Name} {before}".TrimEnd())} -f -a {Quoted(string.Join(' ', words))}\n");
            }

            script.Append(command.TakesRun ? $"complete -c arrea -n '__arrea_after {command.Name}' -f -a '(__arrea_runs)'\n" : "");
            foreach (var flag in command.Flags)
            {
                script.Append($"complete -c arrea -n '__arrea_command {command.Name}'");
                foreach (var name in flag.Names)
                {
                    script.Append(name.StartsWith("--", StringComparison.Ordinal) ? " -l " : " -s ").Append(name.TrimStart('-'));
                }

                script.Append(flag.Takes switch
                {
                    FlagTakes.Words => $" -x -a {Quoted(string.Join(' ', flag.Words))}",
                    FlagTakes.File => " -r -F",
                    FlagTakes.Folder => " -x -a '(__fish_complete_directories)'",
                    FlagTakes.Anything => " -x",
                    _ => " -f",
                }).Append($" -d {Quoted(flag.Description)}\n");
            }
        }

        return script.ToString();
    }

    private static string Quoted(string text) => $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
