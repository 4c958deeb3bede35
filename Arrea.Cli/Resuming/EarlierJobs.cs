using Arrea.Cli.JobLogs;
using Arrea.Cli.Journals;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Cli.Resuming;

/// <summary>What is known of the jobs of an earlier run.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="RunId">The run; null when only its job log is known.</param>
/// <param name="Jobs">The jobs. One of which only a job log is known has no directory.</param>
internal sealed record EarlierJobs(string Name, string? RunId, IReadOnlyList<RecordedJob> Jobs)
{
    // A job log says when a job started to the millisecond.
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(2);

    /// <summary>Those of a job log, with what the journal of its run adds; null when there is no job log yet.</summary>
    /// <exception cref="UsageException">It cannot be read, or is no job log.</exception>
    public static EarlierJobs? OfJobLog(string path, JournalFolder folder)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            return null;
        }

        var lines = JobLogText.Read(path);
        var full = Path.GetFullPath(path);
        var journal = RunsOf(folder).FirstOrDefault(run => run.Facts.JobLog == full) is { } summary ? JournalReader.Read(summary.Path) : null;
        var known = (journal?.Jobs ?? []).Where(static job => job.Started is not null).GroupBy(static job => job.Command, StringComparer.Ordinal)
            .ToDictionary(static equal => equal.Key, static equal => equal.ToList(), StringComparer.Ordinal);
        var jobs = new Dictionary<(int, string), RecordedJob>();
        foreach (var line in lines)
        {
            var recorded = known.TryGetValue(line.Command, out var equal) ? Take(equal, line) : null;
            if (recorded is null && journal is { Facts.IsResumed: true } && line.Started < journal.Facts.Started)
            {
                // That run took over what was still listed; this line has been superseded, or its job dropped.
                continue;
            }

            // The same job may have run more than once; what was written last counts.
            var job = recorded is { HasFinished: true } ? recorded : OfLine(line);
            jobs[(job.Seq, job.Command)] = job;
        }

        return new EarlierJobs($"the job log '{path}'", journal?.Facts.Id, [.. jobs.Values]);
    }

    /// <summary>Those of the newest run in a directory with the same jobs; null when there is none.</summary>
    /// <param name="folder">The journals.</param>
    /// <param name="directory">The directory in which arrea was started.</param>
    /// <param name="commands">The commands; null for those of any run.</param>
    /// <exception cref="UsageException">That run goes on.</exception>
    public static EarlierJobs? OfJournals(JournalFolder folder, string directory, IReadOnlyList<string>? commands)
    {
        foreach (var summary in RunsOf(folder).Where(run => run.Facts.WorkingDirectory == directory))
        {
            if (JournalReader.Read(summary.Path) is not { Jobs.Count: > 0 } run || (commands is not null && !HasSameJobs(run, commands)))
            {
                continue;
            }

            return run.IsAlive
                ? throw new UsageException($"run {run.Facts.Id} of these jobs goes on (process {run.Facts.Process.Id})") { ExitCode = ExitCodes.BadInput }
                : new EarlierJobs($"run {run.Facts.Id}", run.Facts.Id, run.Jobs);
        }

        return null;
    }

    // Equal commands may have started at the same moment, and a list may have been renumbered since: each record goes to one line.
    private static RecordedJob? Take(List<RecordedJob> equal, JobLogLine line)
    {
        var taken = equal.Where(job => (job.Started!.Value - line.Started).Duration() <= Rounding).OrderBy(job => job.Seq == line.Seq ? 0 : 1).FirstOrDefault();
        if (taken is not null)
        {
            equal.Remove(taken);
        }

        return taken;
    }

    private static IEnumerable<RunSummary> RunsOf(JournalFolder folder)
        => folder.NewestFirst().Select(static path => JournalReader.ReadSummary(path)).OfType<RunSummary>();

    // A list may have been mended since: half of the jobs in common make it the same. Of a pipe that broke off nobody knows the rest.
    private static bool HasSameJobs(RecordedRun run, IReadOnlyList<string> commands)
    {
        var counts = commands.CountBy(static command => command, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var common = run.Jobs.Count(job => counts.TryGetValue(job.Command, out var left) && (counts[job.Command] = left - 1) >= 0);
        var brokeOff = run.Facts.Total is null && run.Conclusion?.Reason is not ("succeeded" or "failed");
        return common > 0 && common * 2 >= (brokeOff ? run.Jobs.Count : Math.Max(run.Jobs.Count, commands.Count));
    }

    private static RecordedJob OfLine(JobLogLine line) => new()
    {
        Seq = line.Seq,
        Command = line.Command,
        WorkingDirectory = "",
        Started = line.Started,
        Finished = line.Started + line.Runtime,
        Outcome = line.Succeeded ? OutcomeKind.Succeeded : line.ExitCode < 0 ? OutcomeKind.TimedOut : OutcomeKind.Failed,
        ExitCode = line.ExitCode < 0 || line.Signal > 0 ? null : line.ExitCode,
        Signal = line.Signal > 0 ? line.Signal : null,
        Attempts = 1,
        Duration = line.Runtime,
    };
}
