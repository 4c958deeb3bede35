using Arrea.Cli.Printing;
using Arrea.Cli.Results;
using Arrea.Cli.Sources;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Cli.Running;

/// <summary>Passes on what the engine records, counted and with the commands' texts. What it throws ends the run.</summary>
/// <param name="source">The jobs.</param>
/// <param name="check">Says why a job was refused.</param>
/// <param name="tally">Counts them.</param>
/// <param name="report">Hears of everything.</param>
/// <param name="printer">Prints refusals.</param>
/// <param name="halt">Watches for the end of the run; null for none.</param>
/// <param name="drain">Starts nothing more.</param>
internal sealed class RunRecorder(JobSource source, JobCheck check, Tally tally, IRunReport report, Printer printer, HaltWatch? halt, Func<ValueTask> drain) : IEventRecorder
{
    private JobEnd? _last;
    private volatile bool _refused;

    /// <summary>The job that ended last.</summary>
    public JobEnd? Last => Volatile.Read(ref _last);

    /// <summary>Whether validation refused a command.</summary>
    public bool Refused => _refused;

    public ValueTask RecordAsync(LeaderEvent leaderEvent)
    {
        switch (leaderEvent)
        {
            case BatchStarted started:
                return report.RunStartedAsync(new RunStart(started.BatchId, tally.Expected, started.Workers));
            case Output output:
                return report.OutputAsync(output);
            case WorkerStarted worker:
                tally.Start();
                if (worker.Slot is { } slot)
                {
                    source.RunsIn(worker.Index, slot);
                }

                return StartedAsync(worker, source.JobAt(worker.Index));
            case RetryScheduled retry:
                return report.RetryAsync(retry);
            case Finished finished:
                return EndAsync(JobEnd.Of(finished, source.JobAt(finished.Index), source.SeqAt(finished.Index)));
            case Error { Outcome: OutcomeKind.Rejected, Slot: { } refusedIn } refused:
                return RefusedInSlotAsync(refused, refusedIn);
            case Error error:
                return EndAsync(JobEnd.Of(error, source.JobAt(error.Index), source.SeqAt(error.Index)));
            default:
                return default;
        }
    }

    /// <summary>Only the number of its slot makes a command one that is refused, which nobody knew before: nothing new starts, as after a line of a pipe.</summary>
    private async ValueTask RefusedInSlotAsync(Error error, int slot)
    {
        source.RunsIn(error.Index, slot);
        if (error.Reason.Code == JobErrorCodes.ValidationFailed)
        {
            await drain().ConfigureAwait(false);
        }

        await EndAsync(JobEnd.Of(error, source.JobAt(error.Index), source.SeqAt(error.Index))).ConfigureAwait(false);
    }

    private async ValueTask StartedAsync(WorkerStarted worker, Job job)
    {
        if (check.Warning(job) is { } verdict)
        {
            await printer.ReportAsync($"{FailureText.Refusal(source.SeqAt(worker.Index), job, verdict)}; it runs all the same\n").ConfigureAwait(false);
        }

        await report.JobStartedAsync(worker, job).ConfigureAwait(false);
    }

    private async ValueTask EndAsync(JobEnd end)
    {
        // First of all: while the rest is told, nothing more must start.
        var halts = halt is not null && await halt.EndedAsync(end).ConfigureAwait(false);
        tally.End(end);
        Volatile.Write(ref _last, end);
        source.Ended(end.Index);
        if (end.Outcome == OutcomeKind.Rejected && check.Refusal(end.Job) is { } verdict)
        {
            _refused = true;
            await printer.ReportAsync(FailureText.Refusal(end.Seq, end.Job, verdict) + "\n").ConfigureAwait(false);
        }

        await report.JobFinishedAsync(end).ConfigureAwait(false);
        if (halts)
        {
            await report.HaltedAsync(end, halt!.ToString()).ConfigureAwait(false);
        }
    }
}
