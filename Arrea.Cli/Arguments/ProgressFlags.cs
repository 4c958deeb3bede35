using System.CommandLine;

namespace Arrea.Cli.Arguments;

/// <summary>The flags that say what is shown of a run while it goes on.</summary>
internal sealed class ProgressFlags : FlagGroup
{
    public override string Heading => "Progress, on a terminal";

    public override IReadOnlyList<Option> Shown => [Progress, Bar, Eta, NoProgress, Header, Subtitle];

    private Option Progress { get; } = Switch("The running jobs, counts and the time left, as by default; in a log, a line a minute.", "--progress");

    private Option Bar { get; } = Switch("A bar and the counts.", "--bar");

    private Option Eta { get; } = Switch("The counts and the time left.", "--eta");

    private Option NoProgress { get; } = Switch("Nothing of all that.", "--no-progress");

    private Option Header { get; } = Value("T", "A line above the progress.", "--header");

    private Option Subtitle { get; } = Value("T", "A line below the header.", "--subtitle");

    /// <summary>Reads what was given.</summary>
    /// <param name="values">The flags.</param>
    /// <param name="mode">How output is shown.</param>
    /// <exception cref="UsageException">Two flags do not go together.</exception>
    public ProgressOptions Read(FlagValues values, OutputMode mode)
    {
        foreach (var flag in Shown)
        {
            if (flag != NoProgress)
            {
                values.Exclude(flag, NoProgress);
            }
        }

        // Modes made for programs show nothing unless asked.
        var asked = values.Has(Progress) || values.Has(Bar) || values.Has(Eta);
        var all = values.Has(Progress) || (!asked && !values.Has(NoProgress) && mode is not (OutputMode.Ndjson or OutputMode.Quiet));
        return new ProgressOptions
        {
            Jobs = all,
            Bar = values.Has(Bar),
            Counts = asked || all,
            Heartbeat = values.Has(Progress),
            Header = values.Value(Header),
            Subtitle = values.Value(Subtitle),
        };
    }
}
