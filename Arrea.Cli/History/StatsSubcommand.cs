using System.Globalization;
using System.Text;
using System.Text.Json;
using Arrea.Cli.Arguments;
using Arrea.Cli.Journals;
using Arrea.Cli.Platform;
using Arrea.Cli.Printing;
using Arrea.Cli.Wording;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Cli.History;

/// <summary><c>arrea stats</c>.</summary>
internal sealed class StatsSubcommand : Subcommand
{
    private const int Slowest = 5;

    private readonly HistoryFlags _flags = new(takesRun: true, takesFailed: false, takesLimit: false);

    public override FlagSet Flags => _flags;

    public override string Description => "Count what became of the jobs of a recorded run, or of all runs, and how long they took.";

    public override string Usage => "arrea stats [RUN] [flags]";

    public override string Examples => """
        arrea stats
        arrea stats last
        arrea stats last --json | jq .success_rate
        """;

    public override string Notes => $"""
        RUN is {RunCatalog.Names}. Without one, all recorded
        runs are counted. The success rate is that of the jobs that came to an end or were rejected;
        durations are those of the jobs that started and ended, all attempts and waits included.
        """;

    public override Task<int> RunAsync(FlagValues values, IReadOnlyList<string> operands)
    {
        var catalog = new RunCatalog(JournalFolder.Default);
        var runs = 0;
        List<(string RunId, RecordedJob Job)> jobs = [];
        foreach (var run in operands.Count > 0 ? [catalog.Only(operands, "stats")] : catalog.Runs)
        {
            runs++;
            jobs.AddRange(run.Jobs.Where(static job => job is { IsCarried: false, Outcome: not null }).Select(job => (run.Facts.Id, job)));
        }

        var durations = DurationStats.Of(jobs.Where(static entry => entry.Job.Attempts > 0).Select(static entry => entry.Job.Duration));
        var slowest = jobs.Where(static entry => entry.Job.Attempts > 0).OrderByDescending(static entry => entry.Job.Duration).Take(Slowest).ToArray();
        var ended = jobs.Count(static entry => entry.Job.HasFinished || entry.Job.HasFailed);
        double? rate = ended == 0 ? null : (double)jobs.Count(static entry => entry.Job.Outcome == OutcomeKind.Succeeded) / ended;
        if (_flags.Json(values))
        {
            RecordJson.WriteLine(json => Write(json, runs, jobs, durations, slowest, rate));
        }
        else
        {
            StandardStream.Output.Write(Text(runs, jobs, durations, slowest, rate));
        }

        return Task.FromResult(ExitCodes.Success);
    }

    private static string Text(
        int runs, List<(string RunId, RecordedJob Job)> jobs, DurationStats? durations, IReadOnlyList<(string RunId, RecordedJob Job)> slowest, double? rate)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"runs      {runs}\n");
        text.Append(CultureInfo.InvariantCulture, $"jobs      {jobs.Count}: {RecordText.Counts([.. jobs.Select(static entry => entry.Job)], isAlive: false)}\n");
        text.Append(CultureInfo.InvariantCulture, $"success   {(rate is { } known ? $"{Math.Round(known * 100, 1).ToString(CultureInfo.InvariantCulture)} %" : "unknown")}\n");
        if (durations is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"total     {Duration.Show(durations.Total)}\n");
            text.Append(CultureInfo.InvariantCulture, $"mean      {Duration.Show(durations.Mean)}\n");
            text.Append(CultureInfo.InvariantCulture, $"median    {Duration.Show(durations.Median)}\n");
            text.Append(CultureInfo.InvariantCulture, $"p95       {Duration.Show(durations.P95)}\n");
            text.Append(CultureInfo.InvariantCulture, $"max       {Duration.Show(durations.Longest)}\n\nslowest jobs\n");
            var table = new TextTable("RUN", ">SEQ", ">TIME", "OUTCOME", "COMMAND");
            foreach (var (id, job) in slowest)
            {
                table.Add(id, job.Seq.ToString(CultureInfo.InvariantCulture), Duration.Show(job.Duration), RecordText.State(job, isAlive: false), job.Command);
            }

            text.Append(table.Render(RecordText.Width));
        }

        return text.ToString();
    }

    private static void Write(
        Utf8JsonWriter json, int runs, List<(string RunId, RecordedJob Job)> jobs, DurationStats? durations, IReadOnlyList<(string RunId, RecordedJob Job)> slowest, double? rate)
    {
        json.WriteNumber("runs", runs);
        json.WriteNumber("jobs", jobs.Count);
        foreach (var outcome in Enum.GetValues<OutcomeKind>())
        {
            json.WriteNumber(OutcomeName.Of(outcome), jobs.Count(entry => entry.Job.Outcome == outcome));
        }

        RecordJson.Write(json, "success_rate", rate is { } known ? Math.Round(known, 6) : null);
        foreach (var (name, value) in new (string, TimeSpan?)[]
        {
            ("total_ms", durations?.Total), ("mean_ms", durations?.Mean), ("median_ms", durations?.Median), ("p95_ms", durations?.P95), ("max_ms", durations?.Longest),
        })
        {
            RecordJson.Write(json, name, value is { } duration ? RecordJson.Milliseconds(duration) : null);
        }

        json.WriteStartArray("slowest");
        foreach (var (id, job) in slowest)
        {
            json.WriteStartObject();
            json.WriteString("run_id", id);
            RecordJson.Write(json, job, isAlive: false);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
