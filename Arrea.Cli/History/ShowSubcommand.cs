using System.Globalization;
using Arrea.Cli.Arguments;
using Arrea.Cli.Journals;
using Arrea.Cli.Platform;
using Arrea.Cli.Printing;
using Arrea.Cli.Wording;

namespace Arrea.Cli.History;

/// <summary><c>arrea show</c>.</summary>
internal sealed class ShowSubcommand : Subcommand
{
    private readonly HistoryFlags _flags = new(takesRun: true, takesFailed: true, takesLimit: false);

    public override FlagSet Flags => _flags;

    public override string Description => "Show a recorded run and what became of its jobs.";

    public override string Usage => "arrea show RUN [flags]";

    public override string Examples => """
        arrea show last
        arrea show 3 --failed
        arrea show 5f0c --json | jq -r '.jobs[] | select(.outcome != "succeeded").command'
        """;

    public override string Notes => $"""
        RUN is {RunCatalog.Names}.
        With --json, the run is one object with its jobs in "jobs", and their number in "total".
        Of variables only the names are known.
        """;

    public override Task<int> RunAsync(FlagValues values, IReadOnlyList<string> operands)
    {
        var run = new RunCatalog(JournalFolder.Default).Only(operands, "show");
        var failed = _flags.Failed(values);
        RecordedJob[] jobs = [.. run.Jobs.Where(job => !failed || job.HasFailed)];
        if (_flags.Json(values))
        {
            RecordJson.WriteLine(json =>
            {
                RecordJson.Write(json, run.Summary, count: "total");
                json.WriteNumber("damaged_lines", run.Damaged);
                json.WriteStartArray("jobs");
                foreach (var job in jobs)
                {
                    json.WriteStartObject();
                    RecordJson.Write(json, job, run.IsAlive);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            });
            return Task.FromResult(ExitCodes.Success);
        }

        StandardStream.Output.Write(Head(run) + Table(jobs, run.IsAlive));
        return Task.FromResult(ExitCodes.Success);
    }

    private static string Head(RecordedRun run)
    {
        var end = run.Conclusion is { } conclusion
            ? $"exit code {conclusion.ExitCode} ({conclusion.Reason}) after {Duration.Show(conclusion.Duration)}"
            : run.IsAlive ? $"running, process {run.Facts.Process.Id}" : "died: its process ended without a word";
        (string Name, string? Value)[] lines =
        [
            ("run", run.Facts.Id),
            ("started", RecordText.Time(run.Facts.Started)),
            ("ended", end),
            ("directory", run.Facts.WorkingDirectory),
            ("jobs", RecordText.Counts(run.Jobs, run.IsAlive)),
            (run.Facts.IsResumed ? "goes on with" : "repeats", run.Facts.Origin),
            ("job log", run.Facts.JobLog),
            ("results", run.Facts.Results),
            ("journal", run.Path),
            ("damaged", run.Damaged > 0 ? $"{run.Damaged} lines of the journal are left out" : null),
        ];
        return string.Concat(lines.Where(static line => line.Value is not null).Select(static line => $"{line.Name,-13}{Shown.Text(line.Value!)}\n")) + "\n";
    }

    private static string Table(RecordedJob[] jobs, bool isAlive)
    {
        var table = new TextTable(">SEQ", "OUTCOME", ">EXIT", ">TRIES", ">TIME", "COMMAND");
        foreach (var job in jobs)
        {
            table.Add(
                job.Seq.ToString(CultureInfo.InvariantCulture),
                RecordText.State(job, isAlive) + (job.IsCarried ? " (earlier)" : ""),
                RecordText.Exit(job),
                job.Attempts > 0 ? job.Attempts.ToString(CultureInfo.InvariantCulture) : "",
                job.Attempts > 0 ? Duration.Show(job.Duration) : "",
                job.Command);
        }

        return jobs.Length == 0 ? "" : table.Render(RecordText.Width);
    }
}
