using System.Text;

namespace Arrea.Cli.Completing;

/// <summary>The completion of bash.</summary>
internal static class BashScript
{
    private const string Frame = """
        # bash completion for arrea. Made by 'arrea completion bash'.
        _arrea_words() { mapfile -t COMPREPLY < <(compgen -W "$1" -- "$cur"); }
        _arrea_files() { compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen "$1" -- "$cur"); }
        _arrea_runs() {
            local file ids=
            for file in "${XDG_STATE_HOME:-$HOME/.local/state}"/arrea/runs/*.jsonl; do
                [[ -e $file ]] && file=${file##*-} && ids+=" ${file%.jsonl}"
            done
            _arrea_words "last$ids"
        }
        _arrea() {
            local cur=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]} operands= word i
            COMPREPLY=()
            if ((COMP_CWORD == 1)); then
                _arrea_words '@COMMANDS@'
                return
            fi
            # An equals sign is a word of its own.
            if [[ $cur == = ]]; then cur=; elif [[ $before == = ]]; then before=${COMP_WORDS[COMP_CWORD-2]}; fi
            case "$command $before" in
        @VALUES@
            esac
            for ((i = 2; i < COMP_CWORD; i++)); do
                word=${COMP_WORDS[i]}
                [[ $word == -* ]] || operands+="${operands:+ }$word"
            done
            if [[ $cur == -* ]]; then
                case $command in
        @FLAGS@
                esac
                return
            fi
            case "$command/$operands" in
        @OPERANDS@
                run/*) _arrea_files -f ;;
            esac
        }
        complete -F _arrea arrea

        """;

    /// <summary>The script.</summary>
    /// <param name="commands">The commands and their flags.</param>
    public static string Of(IReadOnlyList<CommandWords> commands)
    {
        var values = new StringBuilder();
        var flags = new StringBuilder();
        var operands = new StringBuilder();
        foreach (var command in commands)
        {
            foreach (var flag in command.Flags.Where(static flag => flag.Takes != FlagTakes.Nothing))
            {
                values.Append("        ").AppendJoin('|', flag.Names.Select(name => $"'{command.Name} {name}'")).Append(") ").Append(Filler(flag)).Append("return ;;\n");
            }

            flags.Append($"            {command.Name}) _arrea_words '{string.Join(' ', command.Flags.SelectMany(static flag => flag.Names))}' ;;\n");
            foreach (var (before, words) in command.Operands)
            {
                operands.Append($"        '{command.Name}/{before}') _arrea_words '{string.Join(' ', words)}' ;;\n");
            }

            operands.Append(command.TakesRun ? $"        '{command.Name}/') _arrea_runs ;;\n" : "");
        }

        return Frame
            .Replace("@COMMANDS@", string.Join(' ', commands.Select(static command => command.Name).Concat(["--help", "--version"])), StringComparison.Ordinal)
            .Replace("@VALUES@", values.ToString().TrimEnd('\n'), StringComparison.Ordinal)
            .Replace("@FLAGS@", flags.ToString().TrimEnd('\n'), StringComparison.Ordinal)
            .Replace("@OPERANDS@", operands.ToString().TrimEnd('\n'), StringComparison.Ordinal);
    }

    private static string Filler(FlagWords flag) => flag.Takes switch
    {
        FlagTakes.Words => $"_arrea_words '{string.Join(' ', flag.Words)}'; ",
        FlagTakes.File => "_arrea_files -f; ",
        FlagTakes.Folder => "_arrea_files -d; ",
        _ => "",
    };
}
