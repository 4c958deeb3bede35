using System.Globalization;
using System.Text;
using Arrea.Cli.Arguments;
using Arrea.Cli.Journals;
using Arrea.Cli.Platform;
using Arrea.Cli.Printing;
using Arrea.Cli.Wording;

namespace Arrea.Cli.History;

/// <summary><c>arrea nodes</c>.</summary>
internal sealed class NodesSubcommand : Subcommand
{
    private readonly HistoryFlags _flags = new(takesRun: false, takesFailed: false, takesLimit: false);

    public override FlagSet Flags => _flags;

    public override string Description => "Show the runs that go on at this moment, whoever of your terminals started them, and their workers.";

    public override string Usage => "arrea nodes [flags]";

    public override string Examples => """
        arrea nodes
        arrea nodes --json | jq -r '.workers[].pid'
        """;

    public override string Notes => """
        A worker runs one job. Its process is that of the job; it is left out while a job waits for a retry.
        Runs with --no-journal are not seen.
        """;

    public override Task<int> RunAsync(FlagValues values, IReadOnlyList<string> operands)
    {
        var now = DateTimeOffset.UtcNow;
        var runs = new RunCatalog(JournalFolder.Default).Newest.Where(static run => run.IsAlive).Select(static run => JournalReader.Read(run.Path)).OfType<RecordedRun>();
        var text = new StringBuilder();
        foreach (var run in runs)
        {
            var workers = RunningJobs.Of(run);
            if (_flags.Json(values))
            {
                RecordJson.WriteLine(json =>
                {
                    RecordJson.Write(json, run.Summary);
                    json.WriteStartArray("workers");
                    foreach (var (job, process) in workers)
                    {
                        json.WriteStartObject();
                        RecordJson.Write(json, "pid", process);
                        RecordJson.Write(json, job, isAlive: true);
                        json.WriteEndObject();
                    }

                    json.WriteEndArray();
                });
            }
            else
            {
                Append(text, run, workers, now);
            }
        }

        if (!_flags.Json(values))
        {
            if (text.Length == 0)
            {
                CommandLine.Report("no run goes on");
            }

            StandardStream.Output.Write(text.ToString());
        }

        return Task.FromResult(ExitCodes.Success);
    }

    private static void Append(StringBuilder text, RecordedRun run, IReadOnlyList<(RecordedJob Job, int? Process)> workers, DateTimeOffset now)
    {
        var done = run.Jobs.Count(static job => job is { Outcome: not null, IsCarried: false });
        text.Append(text.Length > 0 ? "\n" : "");
        text.Append(CultureInfo.InvariantCulture, $"run {run.Facts.Id}, process {run.Facts.Process.Id}, for {Duration.Show(now - run.Facts.Started)}, in {Shown.Text(run.Facts.WorkingDirectory)}\n");
        text.Append(CultureInfo.InvariantCulture, $"{done}{(run.Facts.Total is { } total ? $" of {total}" : "")} jobs done, {run.Summary.Failed} failed, {workers.Count} running\n");
        var table = new TextTable(">SEQ", ">PROCESS", ">TIME", "COMMAND");
        foreach (var (job, process) in workers)
        {
            table.Add(
                job.Seq.ToString(CultureInfo.InvariantCulture),
                process?.ToString(CultureInfo.InvariantCulture) ?? "",
                Duration.Show(now - job.Started!.Value),
                job.Command);
        }

        text.Append(workers.Count > 0 ? table.Render(RecordText.Width) : "");
    }
}
