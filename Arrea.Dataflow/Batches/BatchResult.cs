using Arrea.Dataflow.Jobs;

namespace Arrea.Dataflow.Batches;

/// <summary>What became of a batch.</summary>
public sealed class BatchResult
{
    private readonly ResultStore _results;
    private readonly OutcomeCounts _outcomes;

    internal BatchResult(string batchId, ResultStore results, JobCounts counts, TimeSpan duration, Exception? recorderError)
    {
        BatchId = batchId;
        _results = results;
        Counts = counts;
        _outcomes = counts.ByOutcome();
        Duration = duration;
        RecorderError = recorderError;
        Refusal = counts.FailedToStart > 0 && counts.FailedToStart == counts.Ended ? new AllWorkersFailed((int)Math.Min(counts.Ended, int.MaxValue)) : null;
    }

    /// <summary>The batch: 16 lowercase hex characters.</summary>
    public string BatchId { get; }

    /// <summary>The result of each job, in the order in which the jobs were given. The objects are made anew each time.</summary>
    /// <exception cref="InvalidOperationException">The results were read as a stream and are not kept.</exception>
    public IReadOnlyList<JobResult> Results => field ??= _results.InInputOrder();

    /// <summary>How many jobs came to what. Some words mean more there: see its properties.</summary>
    public JobCounts Counts { get; }

    /// <summary>Jobs in the batch.</summary>
    public long Total => Counts.Ended;

    /// <summary>Jobs that succeeded.</summary>
    public long Succeeded => _outcomes.Succeeded;

    /// <summary>Jobs that failed, those that timed out not counted.</summary>
    public long Failed => _outcomes.Failed;

    /// <summary>Jobs that timed out.</summary>
    public long TimedOut => _outcomes.TimedOut;

    /// <summary>Jobs that were rejected.</summary>
    public long Rejected => _outcomes.Rejected;

    /// <summary>Jobs that were cancelled, started or not. Those that were interrupted are not counted.</summary>
    public long Cancelled => _outcomes.Cancelled;

    /// <summary>Jobs that were interrupted, by the batch's owner or the engine's shutdown, started or not.</summary>
    public long Interrupted => _outcomes.Interrupted;

    /// <summary>Whether every job succeeded.</summary>
    public bool IsSuccess => Succeeded == Total;

    /// <summary>From the submission to the last outcome.</summary>
    public TimeSpan Duration { get; }

    /// <summary><see cref="AllWorkersFailed"/> when not one job could be started; else null.</summary>
    public BatchRefusal? Refusal { get; }

    /// <summary>What the batch's recorder threw, which ended the batch; null when it did not.</summary>
    public Exception? RecorderError { get; }

    /// <summary>Throws unless every job succeeded.</summary>
    /// <returns>This result.</returns>
    /// <exception cref="JobFailedException">A job did not succeed; the exception is about the first in input order.</exception>
    /// <exception cref="InvalidOperationException">The results were read as a stream and are not kept.</exception>
    public BatchResult EnsureSuccess()
    {
        if (!IsSuccess)
        {
            foreach (var result in Results)
            {
                result.EnsureSuccess();
            }
        }

        return this;
    }

    /// <summary>The batch and its counts.</summary>
    public override string ToString() => $"{BatchId}: {Succeeded} of {Total} succeeded";
}
