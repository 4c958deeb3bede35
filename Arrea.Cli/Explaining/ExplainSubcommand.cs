using System.Text;
using Arrea.Cli.Arguments;
using Arrea.Cli.Configuring;
using Arrea.Cli.Platform;
using Arrea.Cli.Sources;
using Arrea.Dataflow.Validation;

namespace Arrea.Cli.Explaining;

/// <summary><c>arrea explain</c>.</summary>
internal sealed class ExplainSubcommand : Subcommand
{
    private readonly ExplainFlags _flags = new();

    public override FlagSet Flags => _flags;

    public override string Description => """
        Say what validation makes of commands: how they are read, what they would do, and which rules
        they break. Nothing runs.
        """;

    public override string Usage => """
        arrea explain 'COMMAND' ['COMMAND' ...] [flags]
        arrea explain --file FILE [flags]
        PROGRAM | arrea explain [flags]
        """;

    public override string Examples => """
        arrea explain 'cd / && rm -rf var'
        arrea explain --json --file jobs.txt
        arrea explain --allow no_git_rewrite 'git push --force'
        printf 'rm -rf build\0ls\0' | arrea explain --null
        """;

    public override string Notes => """
        Each argument is one whole command: put it in quotes. With --json, each command gives
        {"command","verdict","rule","pattern","span","why"}: the verdict is ok, dangerous, injection or
        invalid, the span [from,to] in characters, and what there is none of is null.

        Exit codes:
          0         nothing is refused
          2         the command line is wrong
          3         at least one command is refused
          4         the file cannot be read, or the settings cannot be used
        """;

    public override Task<int> RunAsync(FlagValues values, IReadOnlyList<string> operands)
        => Task.FromResult(Run(_flags.Read(values, operands, Settings.Load())));

    private static int Run(ExplainOptions options)
    {
        var refused = false;
        var isFirst = true;
        var text = new StringBuilder();
        foreach (var command in Commands(options))
        {
            if (options.Json)
            {
                var verdict = CommandValidator.Validate(command, options.Validation);
                refused |= options.Validation.Stops(verdict);
                VerdictJson.Write(StandardStream.Output, command, verdict);
                continue;
            }

            var explanation = CommandValidator.Explain(command, options.Validation);
            refused |= options.Validation.Stops(explanation.Verdict);
            text.Clear().Append(isFirst ? "" : "\n").Append(explanation.Render());
            StandardStream.Output.Write(text.ToString());
            isFirst = false;
        }

        return refused ? ExitCodes.Refused : ExitCodes.Success;
    }

    private static IReadOnlyList<string> Commands(ExplainOptions options)
    {
        if (options.Commands.Count > 0)
        {
            return options.Commands;
        }

        var file = options.File ?? (StandardInput.Kind == InputKind.Device
            ? throw new UsageException("no commands: give them as arguments, with --file, or on standard input. Try 'arrea explain --help'.")
            : "-");
        return options.Null ? InputFile.ReadNulls(file) : InputFile.ReadLines(file);
    }
}
