using System.Globalization;
using System.Text;
using Arrea.Cli.Arguments;
using Arrea.Cli.Journals;
using Arrea.Cli.Platform;
using Arrea.Cli.Sources;
using Arrea.Cli.Wording;
using Arrea.Dataflow.Jobs;

namespace Arrea.Cli.Resuming;

/// <summary>Finds out what is left to be done of an earlier run.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="folder">The journals.</param>
internal sealed class Resumption(RunOptions options, JournalFolder folder)
{
    private readonly RecordOptions _records = options.Records;

    /// <summary>The jobs that run, and what they go on with.</summary>
    /// <exception cref="UsageException">There is nothing to go on with, or not in these surroundings.</exception>
    public async Task<(JobSource Source, RunOrigin? Origin)> OpenAsync()
    {
        if (_records.JobLog is null)
        {
            // The next attempt has only the journal of this one to go by.
            folder.Prepare();
        }

        var directory = WorkingDirectory.Current;
        var earlier = _records.JobLog is { } log ? EarlierJobs.OfJobLog(log, folder) : null;
        if (_records.Resume == ResumeMode.OnlyFailed && !options.Input.NamesSource)
        {
            earlier ??= _records.JobLog is null ? EarlierJobs.OfJournals(folder, directory, commands: null) : null;
            return Repeat(earlier ?? throw Nothing());
        }

        var listed = await ListAsync(JobSource.Open(options)).ConfigureAwait(false);
        earlier ??= _records.JobLog is null ? EarlierJobs.OfJournals(folder, directory, [.. listed.All.Select(static job => job.Command!)]) : null;
        if (earlier is null)
        {
            if (_records.Resume == ResumeMode.OnlyFailed)
            {
                throw Nothing();
            }

            Report("arrea: nothing is recorded of these jobs: all of them run\n");
            return (listed, null);
        }

        var surroundings = new Surroundings(folder.Hashes);
        var plan = new ResumePlan(listed, earlier.Jobs, _records.Resume, surroundings);
        surroundings.RefuseDifferences(earlier.Name);
        CommandLine.Tell(Unlisted(plan.Unlisted, earlier.Name));
        return Announced(plan.Remaining, earlier, plan.Carried, listed.All.Count);
    }

    private (JobSource Source, RunOrigin? Origin) Repeat(EarlierJobs earlier)
    {
        var failed = earlier.Jobs.Where(static job => job.HasFailed).ToArray();
        RecordedJob[] carried = [.. earlier.Jobs.Where(static job => job is { HasFinished: true, HasFailed: false }).Select(static job => job with { IsCarried = true })];
        return Announced(RepeatedJobs.Make(options, failed), earlier, carried, earlier.Jobs.Count);
    }

    private (JobSource Source, RunOrigin? Origin) Announced(ListedJobs remaining, EarlierJobs earlier, IReadOnlyList<RecordedJob> carried, int all)
    {
        Report(string.Create(CultureInfo.InvariantCulture, $"arrea: going on with {earlier.Name}: {remaining.All.Count} of {all} jobs run\n"));
        return (remaining, new RunOrigin(earlier.RunId, IsResumed: true, carried));
    }

    private UsageException Nothing() => new(_records.JobLog is { } log
        ? $"there is no job log '{log}' that says what failed"
        : "nothing is recorded of these jobs in this directory, so none is known to have failed")
    {
        ExitCode = ExitCodes.BadInput,
    };

    private void Report(string text)
    {
        if (options.Output.Summary)
        {
            CommandLine.Tell(text);
        }
    }

    private static string Unlisted(IReadOnlyList<RecordedJob> jobs, string earlier)
    {
        var text = new StringBuilder();
        foreach (var job in jobs)
        {
            text.Append(CultureInfo.InvariantCulture, $"[{job.Seq}] {Shown.Command(job.Command)}: in {earlier}, but no longer listed\n");
        }

        return text.ToString();
    }

    // What is done shows only when all is known.
    private static async Task<ListedJobs> ListAsync(JobSource source)
    {
        if (source is ListedJobs listed)
        {
            return listed;
        }

        List<Job> jobs = [];
        await foreach (var job in source.ReadAsync().ConfigureAwait(false))
        {
            jobs.Add(job);
        }

        return new ListedJobs(jobs);
    }
}
