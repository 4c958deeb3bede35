using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Batches;

/// <summary>What one lane counts. One writer at a time, so that counting costs no interlocked operation; anybody may read.</summary>
internal sealed class LaneCounters
{
    private long _started;
    private long _succeeded;
    private long _failed;
    private long _timedOut;
    private long _failedToStart;
    private long _cancelled;
    private long _interrupted;
    private long _rejected;
    private long _neverStartedCancelled;
    private long _neverStartedInterrupted;
    private long _retried;
    private long _abandoned;

    public void Started() => Add(ref _started);

    public void Retried() => Add(ref _retried);

    public void FailedToStart() => Add(ref _failedToStart);

    public void Abandoned() => Add(ref _abandoned);

    public void Ended(OutcomeKind outcome, bool started)
    {
        if (!started && outcome is OutcomeKind.Failed or OutcomeKind.TimedOut)
        {
            // Its deadline passed while it waited for its protection. It had a worker, so it counts as one that started.
            Started();
        }

        switch (outcome)
        {
            case OutcomeKind.Succeeded:
                Add(ref _succeeded);
                break;
            case OutcomeKind.Failed:
                Add(ref _failed);
                break;
            case OutcomeKind.TimedOut:
                Add(ref _timedOut);
                break;
            case OutcomeKind.Rejected:
                Add(ref _rejected);
                break;
            case OutcomeKind.Cancelled:
                Add(ref started ? ref _cancelled : ref _neverStartedCancelled);
                break;
            default:
                Add(ref started ? ref _interrupted : ref _neverStartedInterrupted);
                break;
        }
    }

    public JobCounts Read()
    {
        // Ends are read before starts, so that a job that moves meanwhile can only look active.
        var succeeded = Volatile.Read(ref _succeeded);
        var failed = Volatile.Read(ref _failed);
        var timedOut = Volatile.Read(ref _timedOut);
        var interrupted = Volatile.Read(ref _interrupted);
        var neverStartedInterrupted = Volatile.Read(ref _neverStartedInterrupted);
        var cancelled = Volatile.Read(ref _cancelled) + interrupted;
        return new JobCounts
        {
            Completed = succeeded,
            Failed = failed + timedOut,
            TimedOut = timedOut,
            FailedToStart = Volatile.Read(ref _failedToStart),
            Cancelled = cancelled,
            Rejected = Volatile.Read(ref _rejected),
            NeverStarted = Volatile.Read(ref _neverStartedCancelled) + neverStartedInterrupted,
            Interrupted = interrupted + neverStartedInterrupted,
            Retried = Volatile.Read(ref _retried),
            Abandoned = Volatile.Read(ref _abandoned),
            Active = Volatile.Read(ref _started) - succeeded - failed - timedOut - cancelled,
        };
    }

    private static void Add(ref long counter) => Volatile.Write(ref counter, counter + 1);
}
