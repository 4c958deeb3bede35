using System.CommandLine;

namespace Arrea.Cli.Arguments;

/// <summary>The flags that say where the jobs come from.</summary>
internal sealed class InputFlags : FlagGroup
{
    public override string Heading => "Commands";

    public override IReadOnlyList<Option> Shown => [Command, File, DryRun];

    private Option Command { get; } = Repeatable("TEXT", "A command to run; may be repeated.", "--command", "-c");

    private Option File { get; } = Value("FILE", "Commands from a file, one a line; '-' is standard input.", "--file", "-a");

    private Option DryRun { get; } = Switch("Print the commands and what validation says; run nothing.", "--dry-run");

    /// <summary>Reads what was given.</summary>
    /// <param name="values">The flags.</param>
    /// <param name="operands">What stands behind them.</param>
    /// <exception cref="UsageException">A value is malformed, or two things do not go together.</exception>
    public InputOptions Read(FlagValues values, RunOperands operands)
    {
        values.Exclude(Command, File);
        if (!operands.IsEmpty)
        {
            throw new UsageException($"unexpected argument '{operands.First}'. Commands are given with --command, with --file or on standard input. Try 'arrea run --help'.");
        }

        return new InputOptions
        {
            Commands = values.Values(Command),
            File = values.Value(File),
            DryRun = values.Has(DryRun),
        };
    }
}
