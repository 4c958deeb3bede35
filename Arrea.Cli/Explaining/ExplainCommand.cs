using System.Text;
using Arrea.Cli.Arguments;
using Arrea.Cli.Platform;
using Arrea.Cli.Sources;
using Arrea.Dataflow.Validation;

namespace Arrea.Cli.Explaining;

/// <summary><c>arrea explain</c>.</summary>
internal static class ExplainCommand
{
    /// <summary>Does what the options say.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">There is no source of commands, or it cannot be read.</exception>
    /// <exception cref="IOException">The output cannot be written.</exception>
    public static int Run(ExplainOptions options)
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
        return options.Null ? ListedCommands.FromNulls(file).All : ListedCommands.FromFile(file).All;
    }
}
