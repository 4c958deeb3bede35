using System.Globalization;
using System.Text;
using Arrea.Cli.Arguments;
using Arrea.Cli.Results;
using Arrea.Cli.Wording;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Cli.Printing;

/// <summary>The last words of a run: what became of the jobs, and the first failure with the end of its output.</summary>
internal static class Summary
{
    private const int LastLines = 10;
    private const int LongestLine = 500;

    // Named only when there are any: it takes a signal.
    private const string Rare = "interrupted";

    /// <summary>The summary, as lines.</summary>
    /// <param name="limits">What was asked for.</param>
    /// <param name="end">What came of it.</param>
    /// <param name="color">Whether failures are red and success is green.</param>
    public static string Of(LimitOptions limits, RunEnd end, bool color)
    {
        var tally = end.Tally;
        (int Count, string Name, string Color)[] counts =
        [
            (tally[OutcomeKind.Succeeded], "succeeded", "32"),
            (tally[OutcomeKind.Failed], "failed", "31"),
            (tally[OutcomeKind.TimedOut], "timed out", "31"),
            (tally[OutcomeKind.Cancelled], "cancelled", "33"),
            (tally[OutcomeKind.Interrupted], Rare, "33"),
            (tally[OutcomeKind.Rejected], "rejected", "31"),
            (tally.Total, "total", ""),
        ];
        var text = new StringBuilder("arrea: ");
        text.AppendJoin(", ", counts.Where(static count => count.Count > 0 || count.Name != Rare).Select(count => Count(count.Count, count.Name, color ? count.Color : "")));
        text.Append(CultureInfo.InvariantCulture, $" in {Duration.Show(end.Duration)}");
        text.Append(tally.Recovered > 0 ? FormattableString.Invariant($"; {tally.Recovered} retried\n") : "\n");
        if (end.LeftOut != LeftOut.Nothing)
        {
            text.Append(CultureInfo.InvariantCulture, $"arrea: the deadline of {Duration.Show(limits.Deadline!.Value)} passed before {(end.LeftOut == LeftOut.Input ? "the input had been read to its end" : "every job had run")}\n");
        }

        if (end.FirstFailure is { } failure)
        {
            var reason = FailureText.Line(end.FirstFailureSeq, failure.Job, FailureText.Reason(limits, failure));
            text.Append(CultureInfo.InvariantCulture, $"arrea: first failure: {reason}\n");
            AppendLastLines(text, failure);
        }

        return text.ToString();
    }

    private static string Count(int count, string name, string color)
        => count == 0 || color.Length == 0 ? $"{count} {name}" : $"\e[{color}m{count} {name}\e[0m";

    private static void AppendLastLines(StringBuilder text, JobResult failure)
    {
        var output = string.IsNullOrWhiteSpace(failure.StandardError) ? failure.StandardOutput : failure.StandardError;
        var lines = output.TrimEnd().Split('\n');
        foreach (var line in lines.Skip(lines.Length - LastLines).Select(static line => line.TrimEnd()).SkipWhile(static line => line.Length == 0))
        {
            text.Append("  | ").Append(Shown.Text(line, LongestLine)).Append('\n');
        }
    }
}
