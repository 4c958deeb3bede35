using Arrea.Dataflow.Attempts;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Telemetry;

namespace Arrea.Dataflow.Batches;

/// <summary>What holds for the jobs of a batch: limits, policies, and what an attempt comes to.</summary>
/// <param name="host">What the engine's batches share.</param>
/// <param name="batchId">The batch.</param>
/// <param name="options">Its options.</param>
/// <param name="policy">What to do after a failed attempt of a job that does not say.</param>
/// <param name="trace">What telemetry tells of it.</param>
internal sealed class BatchRules(BatchHost host, string batchId, BatchOptions options, ErrorPolicy policy, BatchTrace trace)
{
    // The limit of the jobs that set none of their own, which is that of nearly all.
    private readonly long _commonTimeout = ToTimestamp(host, options.Timeout ?? policy.Timeout ?? ErrorPolicy.LastResortTimeout);
    private SlotNumbers? _slotNumbers;
    private readonly Dictionary<ErrorPolicy, int> _retriesUsed = new(ReferenceEqualityComparer.Instance);

    public BatchHost Host => host;

    public string BatchId => batchId;

    public BatchOptions Options => options;

    public BatchTrace Trace => trace;

    /// <summary>The numbers of the slots, which few batches ask for.</summary>
    public SlotNumbers SlotNumbers => LazyInitializer.EnsureInitialized(ref _slotNumbers, static () => new());

    /// <summary>The limit by the median of the attempts so far; null where the batch has none.</summary>
    public MedianLimit? Median { get; } = options.TimeoutFactor is { } factor ? new MedianLimit(factor, host.ToTimestamp(MedianLimit.Least)) : null;

    /// <summary>What an attempt of a job has to pass: what the job says, else what the batch says.</summary>
    public AttemptProtection? ProtectionOf(Job job) => job.Protection ?? options.Protection;

    /// <summary>The worker of a job.</summary>
    public string WorkerIdOf(int index) => options.Tasks?.WorkerId ?? $"{batchId}/{index}";

    public ErrorPolicy PolicyOf(Job job) => job.Policy ?? policy;

    /// <summary>The first limit that is set of job, batch and policy; never the smaller of two.</summary>
    public TimeSpan TimeoutOf(Job job) => job.Timeout ?? options.Timeout ?? PolicyOf(job).Timeout ?? ErrorPolicy.LastResortTimeout;

    /// <summary>The end of an attempt that begins now, and why it ends then.</summary>
    public (long Due, StopReason Reason) LimitOf(in Claim claim, long now)
    {
        var job = claim.Job;
        var timeout = job.Timeout is null && job.Policy is null ? _commonTimeout : ToTimestamp(host, TimeoutOf(job));
        var due = After(now, timeout);
        return DeadlineOf(claim) is var end && end < due ? (end, StopReason.JobDeadline) : (due, StopReason.AttemptTimeout);
    }

    /// <summary>The end of all attempts of a job that a worker has; the highest number where there is none.</summary>
    public long DeadlineOf(in Claim claim)
        => claim.Job.Deadline is { } deadline ? After(SinceOf(claim), ToTimestamp(host, deadline)) : long.MaxValue;

    /// <summary>When a job's time began: with its first attempt, or with the wait before that.</summary>
    public static long SinceOf(in Claim claim) => claim.Extras?.WaitingSince ?? claim.FirstStart;

    /// <summary>Takes one retry out of the batch's budget, if it has one.</summary>
    public bool TryTakeRetry(ErrorPolicy policy)
    {
        if (policy.RetryBudget is not { } budget)
        {
            return true;
        }

        // A policy of a job's own has a budget of its own.
        lock (_retriesUsed)
        {
            var used = _retriesUsed.GetValueOrDefault(policy);
            _retriesUsed[policy] = Math.Min(used + 1, budget);
            return used < budget;
        }
    }

    /// <summary>A failed attempt, as policies see it.</summary>
    public FailedAttempt Describe(in Claim claim, in AttemptResult attempt)
    {
        var command = attempt.Payload as CommandResult;
        return new FailedAttempt
        {
            Error = attempt.Error!,
            Attempt = claim.Attempts,
            WorkerId = WorkerIdOf(claim.Index),
            Tag = claim.Job.Tag,
            ExitCode = command?.ExitCode,
            Signal = command?.Signal,
            StandardError = command?.StandardError ?? "",
        };
    }

    /// <summary>What an attempt that has ended, or was left behind, came to.</summary>
    /// <param name="claim">The job.</param>
    /// <param name="value">What it gave.</param>
    /// <param name="error">What it threw.</param>
    /// <param name="reason">Why it had been told to end, if it had.</param>
    /// <param name="warning">What the delegate warned of.</param>
    public AttemptResult Judge(in Claim claim, object? value, Exception? error, StopReason reason, string? warning)
    {
        var isCommand = claim.Job.Command is not null;
        switch (reason)
        {
            case StopReason.None when error is not null:
                return new AttemptResult(OutcomeKind.Failed, null, new JobError(JobErrorCodes.Exception, $"{(isCommand ? "Running the command" : "The delegate")} threw {error.GetType().Name}: {ErrorText.Of(error)}", error));
            case StopReason.None:
                return Promoted(claim.Job, isCommand ? CommandWorker.Judge((CommandResult)value!) : new AttemptResult(OutcomeKind.Succeeded, value, null, warning));
            case StopReason.AttemptTimeout:
                return TimedOut(TimeoutText(claim.Job));
            case StopReason.JobDeadline:
                return TimedOut($"The job ran longer than its deadline of {Text(claim.Job.Deadline!.Value)}.");
            case StopReason.BatchDeadline:
                return TimedOut($"The batch ran longer than its deadline of {Text(options.Deadline!.Value)}.");
        }

        // A delegate that brought its work to an end although it had been told to stop has done what was asked.
        return !isCommand && error is null
            ? Promoted(claim.Job, new AttemptResult(OutcomeKind.Succeeded, value, null, warning))
            : Ended(reason, isCommand ? value : null);

        AttemptResult TimedOut(string message)
            => new(OutcomeKind.TimedOut, isCommand ? value : null, new JobError(JobErrorCodes.Timeout, message, error) { StoppedBy = reason });
    }

    /// <summary>What a job comes to that is not run because its batch or itself was ended.</summary>
    public AttemptResult Ended(StopReason reason, object? payload = null)
    {
        var (outcome, code, message) = reason switch
        {
            StopReason.Interrupted => (OutcomeKind.Interrupted, JobErrorCodes.Shutdown, "The batch was interrupted, or the engine was shut down."),
            StopReason.FailFast => (OutcomeKind.Cancelled, JobErrorCodes.Cancelled, "Another job of the fail-fast batch did not succeed."),
            StopReason.BatchDeadline => (OutcomeKind.Cancelled, JobErrorCodes.Cancelled, "The batch's deadline passed before the job could run."),
            StopReason.WorkerStopped => (OutcomeKind.Cancelled, JobErrorCodes.Cancelled, $"Task {options.Tasks!.StoppedBy + 1} of {options.Tasks.Count} of the worker did not succeed, and stopped it."),
            StopReason.Drained => (OutcomeKind.Cancelled, JobErrorCodes.Cancelled, "The batch was drained before the job could run."),
            StopReason.RecorderFailed => (OutcomeKind.Cancelled, JobErrorCodes.Cancelled, "The batch's recorder failed."),
            _ => (OutcomeKind.Cancelled, JobErrorCodes.Cancelled, "The job was cancelled."),
        };
        return new(outcome, payload, new JobError(code, message) { StoppedBy = reason });
    }

    /// <summary>The outcome of a job whose deadline leaves no time for the retry that its policy wants.</summary>
    public static AttemptResult NoTimeToRetry(Job job, AttemptResult last)
        => new(OutcomeKind.TimedOut, last.Payload, new JobError(JobErrorCodes.Timeout, $"The job's deadline of {Text(job.Deadline!.Value)} leaves no time for another attempt. The last one: {last.Error!.Message}", last.Error.Exception) { StoppedBy = StopReason.JobDeadline });

    /// <summary>What a job comes to whose protection refused an attempt: the first one, or the retry after another.</summary>
    public static AttemptResult Refused(JobError refusal, in Claim claim)
        => claim.Extras?.Last is not { } last
            ? new AttemptResult(OutcomeKind.Rejected, null, refusal)
            : last with { Error = last.Error! with { Message = $"{last.Error.Message} It was not tried again: {refusal.Message}" } };

    /// <summary>What a job comes to when Arrea itself failed at it.</summary>
    public static AttemptResult Unforeseen(Exception error)
        => new(OutcomeKind.Failed, null, new JobError(JobErrorCodes.Exception, $"Arrea failed at the job with {error.GetType().Name}: {ErrorText.Of(error)}", error));

    public static string Text(TimeSpan span) => span.TotalSeconds < 1 ? $"{span.TotalMilliseconds:0.###} ms" : $"{span.TotalSeconds:0.###} s";

    private string TimeoutText(Job job)
    {
        var timeout = TimeoutOf(job);
        if (job.Timeout is null && Median is { Span: < long.MaxValue and var span })
        {
            var median = TimeSpan.FromSeconds((double)span / host.Time.TimestampFrequency);
            if (timeout == Timeout.InfiniteTimeSpan || median < timeout)
            {
                return $"The attempt ran longer than {options.TimeoutFactor * 100:0.#} % of the median of those that succeeded: {Text(median)}.";
            }
        }

        return $"The attempt ran longer than {Text(timeout)}.";
    }

    private static long ToTimestamp(BatchHost host, TimeSpan limit)
        => limit == Timeout.InfiniteTimeSpan ? long.MaxValue : host.ToTimestamp(limit);

    private static long After(long start, long span) => start > long.MaxValue - span ? long.MaxValue : start + span;

    private AttemptResult Promoted(Job job, AttemptResult attempt)
        => attempt is { Outcome: OutcomeKind.Succeeded, Warning: not null } && PolicyOf(job).OnWarning == WarningAction.PromoteToError
            ? attempt with { Outcome = OutcomeKind.Failed, Error = new JobError(JobErrorCodes.Warning, "The job warned, and its policy makes an error of that.") }
            : attempt;
}
