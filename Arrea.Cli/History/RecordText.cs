using System.Globalization;
using Arrea.Cli.Journals;
using Arrea.Cli.Platform;
using Arrea.Cli.Wording;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Cli.History;

/// <summary>Records in words.</summary>
internal static class RecordText
{
    /// <summary>Columns for a table on standard output; null when it goes elsewhere than to a terminal.</summary>
    public static int? Width => StandardStream.Output is { IsTerminal: true, Columns: > 0 and var columns } ? columns : null;

    /// <summary>A time for people, where they are.</summary>
    public static string Time(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>How a run stands: <c>completed</c>, <c>running</c>, or <c>died</c> when its process went without a word.</summary>
    public static string State(bool isAlive, RunConclusion? conclusion) => conclusion is not null ? "completed" : isAlive ? "running" : "died";

    /// <summary>How a job stands: its outcome, or what is known of one without.</summary>
    public static string State(RecordedJob job, bool isAlive) => job switch
    {
        { Outcome: { } outcome } => OutcomeName.Of(outcome).Replace('_', ' '),
        { Started: not null } => isAlive ? "running" : "broken off",
        _ => isAlive ? "waiting" : "not run",
    };

    /// <summary>The exit code or signal of a job; empty when it has none.</summary>
    public static string Exit(RecordedJob job) => job.Signal is { } signal ? $"signal {signal}"
        : job.ExitCode is { } code ? code.ToString(CultureInfo.InvariantCulture)
        : "";

    /// <summary>How many came to what: <c>3 succeeded, 1 failed</c>.</summary>
    public static string Counts(IReadOnlyCollection<RecordedJob> jobs, bool isAlive)
    {
        var counts = jobs.CountBy(job => State(job, isAlive)).OrderByDescending(static count => count.Key == OutcomeName.Of(OutcomeKind.Succeeded)).ToArray();
        return counts.Length == 0 ? "none" : string.Join(", ", counts.Select(static count => $"{count.Value} {count.Key}"));
    }
}
