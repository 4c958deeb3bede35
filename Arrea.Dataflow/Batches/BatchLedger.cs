using Arrea.Dataflow.Attempts;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Telemetry;
using Microsoft.Extensions.Logging;

namespace Arrea.Dataflow.Batches;

/// <summary>Writes down what happens to the jobs of a batch: events, log, counts, results.</summary>
/// <param name="rules">The batch's rules.</param>
/// <param name="reporter">Tells the listeners.</param>
/// <param name="results">Takes the results.</param>
/// <param name="source">Hears of each job's end.</param>
internal sealed class BatchLedger(BatchRules rules, BatchReporter reporter, ResultStore results, JobSource source)
{
    /// <summary>Whether the start of a job has to be told to anybody.</summary>
    public bool IsWatched => reporter.IsListening || rules.Options.Log || rules.Trace.IsWatched;

    public bool HasRecorder => reporter.HasRecorder;

    /// <summary>Writes down that a job begins.</summary>
    public ValueTask StartAsync(in Claim claim)
    {
        if (rules.Options.Log)
        {
            rules.Host.Logger.WorkerStarted(rules.WorkerIdOf(claim.Index));
        }

        return reporter.IsListening
            ? reporter.ReportAsync(new WorkerStarted { BatchId = rules.BatchId, Index = claim.Index, NamedWorker = rules.Options.Tasks?.WorkerId, Tag = claim.Job.Tag, Attempt = 1, Slot = SlotOf(claim) })
            : default;
    }

    /// <summary>Passes on what a command writes; null when nobody listens.</summary>
    public CommandOutputHandler? OutputOf(Claim claim)
        => !reporter.IsListening
            ? null
            : (stream, bytes) => reporter.ReportAsync(new Output(stream, bytes.ToArray())
            {
                BatchId = rules.BatchId,
                Index = claim.Index,
                NamedWorker = rules.Options.Tasks?.WorkerId,
                Tag = claim.Job.Tag,
                Attempt = claim.Attempts,
            });

    public ValueTask ProgressAsync(in Claim claim, double percent)
        => reporter.IsListening
            ? reporter.ReportAsync(Progress(claim, percent))
            : default;

    public ValueTask WarnAsync(in Claim claim, string message)
    {
        var action = rules.PolicyOf(claim.Job).OnWarning;
        if (action == WarningAction.Log && rules.Host.Logger.IsEnabled(LogLevel.Warning))
        {
            rules.Host.Logger.JobWarned(rules.WorkerIdOf(claim.Index));
        }

        return action is WarningAction.Log or WarningAction.Notify && reporter.IsListening
            ? reporter.ReportAsync(new Warning(message) { BatchId = rules.BatchId, Index = claim.Index, NamedWorker = rules.Options.Tasks?.WorkerId, Tag = claim.Job.Tag, Attempt = claim.Attempts })
            : default;
    }

    public ValueTask RetryAsync(in Claim claim, TimeSpan delay, JobError reason)
    {
        if (rules.Trace.WatchesRetries)
        {
            rules.Trace.Retry(rules.WorkerIdOf(claim.Index), claim.Attempts, delay, reason);
        }

        return reporter.IsListening
            ? reporter.ReportAsync(new RetryScheduled(delay, reason) { BatchId = rules.BatchId, Index = claim.Index, NamedWorker = rules.Options.Tasks?.WorkerId, Tag = claim.Job.Tag, Attempt = claim.Attempts })
            : default;
    }

    /// <summary>Waits for a user's code, but not longer than for a delegate that was told to end.</summary>
    public async Task WaitAsync(Task task)
    {
        try
        {
            await task.WaitAsync(rules.Host.AbandonAfter, rules.Host.Time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // It is left behind.
        }
    }

    /// <summary>Writes down the outcome of a job: once for each, and last.</summary>
    public ValueTask EndAsync(in Claim claim, in AttemptResult attempt, TimeSpan duration, LaneCounters counters)
    {
        if (claim.Extras?.Trace is not null || IsWatched)
        {
            return WatchedEndAsync(claim, attempt, duration, counters);
        }

        End(claim, attempt, duration, counters);
        return default;
    }

    /// <summary>Writes down the outcome of a job without telling anybody.</summary>
    public void End(in Claim claim, in AttemptResult attempt, TimeSpan duration, LaneCounters counters)
    {
        counters.Ended(attempt.Outcome, claim.Attempts > 0);
        results.Add(claim.Job, claim.Index, Record(claim, attempt, duration));
        source.Ended(claim.Index);
    }

    /// <summary>Tells telemetry of the outcome of a job.</summary>
    public void EndTrace(in Claim claim, in AttemptResult attempt, TimeSpan duration)
    {
        // Where nobody listened as the job began, the listener of now hears of its end.
        var trace = claim.Extras?.Trace ?? (rules.Trace.IsWatched ? new JobTrace(rules.Trace, rules.WorkerIdOf(claim.Index), claim.Index, claim.Job.Tag, claim.Job.Command) : null);
        var command = claim.Job.Command is null ? null : attempt.Payload as CommandResult;
        trace?.End(attempt.Outcome, attempt.Error, claim.Attempts, duration, command?.ExitCode, command?.Signal);
    }

    private static int? SlotOf(in Claim claim) => claim.Job is { UsesSlot: true, Filled: { } filled } ? filled.Slot : null;

    private Progress Progress(in Claim claim, double percent)
    {
        var tasks = rules.Options.Tasks;
        var (overall, number, total) = tasks is null ? (percent, 1, 1) : (tasks.Percent(claim.Index, percent), claim.Index + 1, tasks.Count);
        return new(overall, number, total) { BatchId = rules.BatchId, Index = claim.Index, NamedWorker = tasks?.WorkerId, Tag = claim.Job.Tag, Attempt = claim.Attempts };
    }

    private static JobRecord Record(in Claim claim, in AttemptResult attempt, TimeSpan duration) => new()
    {
        Payload = attempt.Payload,
        Error = attempt.Error,
        DurationTicks = duration.Ticks,
        Attempts = claim.Attempts,
        Outcome = attempt.Outcome,
    };

    private async ValueTask WatchedEndAsync(Claim claim, AttemptResult attempt, TimeSpan duration, LaneCounters counters)
    {
        try
        {
            if (reporter.IsListening)
            {
                await ReportEndAsync(claim, attempt, duration).ConfigureAwait(false);
            }

            if (rules.Options.Log)
            {
                rules.Host.Logger.WorkerEnded(rules.WorkerIdOf(claim.Index), attempt.Outcome, claim.Attempts, duration.TotalSeconds);
            }

            EndTrace(claim, attempt, duration);
        }
        catch (Exception)
        {
            // The clock that dates events is the user's. That it throws does not cost the job its outcome.
        }

        End(claim, attempt, duration, counters);
    }

    private async ValueTask ReportEndAsync(Claim claim, AttemptResult attempt, TimeSpan duration)
    {
        var (id, index, worker, tag, number) = (rules.BatchId, claim.Index, rules.Options.Tasks?.WorkerId, claim.Job.Tag, claim.Attempts);
        var command = claim.Job.Command is null ? null : attempt.Payload as CommandResult;
        if (attempt.Outcome != OutcomeKind.Succeeded)
        {
            if (worker is not null && number > 0)
            {
                // A task that failed is behind its worker all the same.
                await reporter.ReportAsync(Progress(claim, 100)).ConfigureAwait(false);
            }

            await reporter.ReportAsync(new Error(attempt.Outcome, attempt.Error!)
            {
                BatchId = id,
                Index = index,
                NamedWorker = worker,
                Tag = tag,
                Attempt = number,
                Duration = duration,
                ExitCode = command?.ExitCode,
                Signal = command?.Signal,
                Slot = SlotOf(claim),
            }).ConfigureAwait(false);
            return;
        }

        await reporter.ReportAsync(Progress(claim, 100)).ConfigureAwait(false);
        await reporter.ReportAsync(new Result(command is null ? attempt.Payload : command.StandardOutput) { BatchId = id, Index = index, NamedWorker = worker, Tag = tag, Attempt = number }).ConfigureAwait(false);
        await reporter.ReportAsync(new Finished(duration) { BatchId = id, Index = index, NamedWorker = worker, Tag = tag, Attempt = number, ExitCode = command?.ExitCode }).ConfigureAwait(false);
    }
}
