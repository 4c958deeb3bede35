using System.CommandLine;
using Arrea.Cli.Platform;

namespace Arrea.Cli.Arguments;

/// <summary>The flags that say how output looks.</summary>
internal sealed class OutputFlags : FlagGroup
{
    private const int TagLengthOnTerminal = 40;

    public override string Heading => "Output";

    public override IReadOnlyList<Option> Shown => [Output, KeepOrder, Tag, Quiet, Color];

    private ChoiceFlag Output { get; } = Choice(
        "MODE", "auto, group, line, tag, ndjson, quiet or none; see below.", ["auto", "group", "line", "tag", "ndjson", "quiet", "none"], "--output", "-o");

    private Option KeepOrder { get; } = Switch("Output in the order of the commands.", "--keep-order", "-k");

    private Option Tag { get; } = Switch("Begin each line of output with its command.", "--tag");

    private Option Quiet { get; } = Switch("The same as --output quiet.", "--quiet", "-q");

    private ChoiceFlag Color { get; } = Choice("WHEN", "auto, always or never; only a terminal gets colours.", ["auto", "always", "never"], "--color");

    /// <summary>Reads what was given.</summary>
    /// <param name="values">The flags.</param>
    /// <param name="input">Where the jobs come from.</param>
    /// <param name="toTerminal">Whether standard output is a terminal.</param>
    /// <exception cref="UsageException">A value is malformed, or two flags do not go together.</exception>
    public OutputOptions Read(FlagValues values, InputOptions input, bool toTerminal)
    {
        var given = values.Choice(Output);
        if (values.Has(Quiet) && values.Has(Output) && given != "quiet")
        {
            throw new UsageException($"'{Quiet.Name}' and '{Output.Name} {given}' exclude one another");
        }

        var output = values.Has(Quiet) ? "quiet" : given;
        RefuseWithout(values, output, input.DryRun);
        var auto = output == "auto";
        return new OutputOptions
        {
            Mode = output switch
            {
                "line" or "tag" => OutputMode.Line,
                "ndjson" => OutputMode.Ndjson,
                "quiet" => OutputMode.Quiet,
                "none" => OutputMode.None,
                _ => auto && toTerminal ? OutputMode.Line : OutputMode.Group,
            },
            KeepOrder = values.Has(KeepOrder) || output == "quiet",
            Tag = values.Has(Tag) || output == "tag" || (auto && toTerminal && !input.HasOneJob),
            TagLength = auto && !values.Has(Tag) ? TagLengthOnTerminal : null,
            Color = values.Choice(Color) switch
            {
                "always" => ColorMode.Always,
                "never" => ColorMode.Never,
                _ => ColorMode.Auto,
            },
        };
    }

    private void RefuseWithout(FlagValues values, string output, bool dryRun)
    {
        foreach (var (flag, given, modes) in new[]
        {
            (Tag.Name, values.Has(Tag), "ndjson none quiet"),
            (KeepOrder.Name, values.Has(KeepOrder), "ndjson none"),
            ("--dry-run", dryRun, "ndjson"),
        })
        {
            if (given && modes.Split(' ').Contains(output))
            {
                throw new UsageException($"'{flag}' has no meaning with '{Output.Name} {output}'");
            }
        }
    }
}
