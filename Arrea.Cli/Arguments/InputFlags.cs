using System.CommandLine;

namespace Arrea.Cli.Arguments;

/// <summary>The flags that say where the jobs come from.</summary>
internal sealed class InputFlags : FlagGroup
{
    public override string Heading => "Commands";

    public override IReadOnlyList<Option> Shown => [Command, File, Jobs, ValidateAll, DryRun];

    private Option Command { get; } = Repeatable("TEXT", "A command to run; may be repeated.", "--command", "-c");

    private Option File { get; } = Value("FILE", "Commands, or arguments of a template, from a file, one a line; '-' is standard input.", "--file", "-a");

    private Option Jobs { get; } = Value("FILE", "Jobs from a file of JSON lines; '-' is standard input. See below.", "--jobs");

    private Option ValidateAll { get; } = Switch("Read a pipe to its end, and validate all of it, before anything runs.", "--validate-all");

    private Option DryRun { get; } = Switch("Print the commands and what validation says; run nothing.", "--dry-run");

    /// <summary>Reads what was given.</summary>
    /// <param name="values">The flags.</param>
    /// <param name="operands">What stands behind them.</param>
    /// <exception cref="UsageException">A value is malformed, or two things do not go together.</exception>
    public InputOptions Read(FlagValues values, RunOperands operands)
    {
        values.Exclude(Command, File);
        values.Exclude(Command, Jobs);
        values.Exclude(File, Jobs);
        if (operands.First is { } first)
        {
            Exclude(values, operands, Wording.Shown.Command(first));
        }

        var options = new InputOptions
        {
            Commands = values.Values(Command),
            Template = operands.Template,
            Lists = operands.Lists,
            Vector = operands.Vector,
            File = values.Value(File),
            JobsFile = values.Value(Jobs),
            ValidateAll = values.Has(ValidateAll),
            DryRun = values.Has(DryRun),
        };
        if (options.Lists.Any(static list => list is { IsFiles: true, Words.Count: 0 }))
        {
            throw new UsageException("no file stands behind '::::'. Try 'arrea run --help'.");
        }

        var files = options.Lists.Where(static list => list.IsFiles).SelectMany(static list => list.Words).Append(options.File);
        return files.Count(static file => file == "-") <= 1 ? options : throw new UsageException("standard input can be read only once: '-' is given more than once");
    }

    private void Exclude(FlagValues values, RunOperands operands, string first)
    {
        if (operands.Vector is { Count: 0 })
        {
            throw new UsageException("no program stands behind '--'. Try 'arrea run --help'.");
        }

        foreach (var flag in new[] { Command, File, Jobs })
        {
            if (values.Has(flag) && (operands.Vector is not null || flag != File))
            {
                var what = operands.Vector is not null ? "a program behind '--'" : operands.Template is not null ? "a template" : $"'{first}'";
                throw new UsageException($"'{flag.Name}' and {what} exclude one another: unexpected argument '{first}'. Flags stand before the template.");
            }
        }
    }
}
