using Arrea.Dataflow.Scheduling;
using Arrea.Dataflow.Telemetry;

namespace Arrea.Dataflow.Batches;

/// <summary>The counts of batches, as the metrics take them.</summary>
internal static class BatchMeters
{
    /// <summary>What came of the jobs so far.</summary>
    public static EngineCounts Of(JobCounts counts)
    {
        var outcomes = counts.ByOutcome();
        return new()
        {
            Started = counts.Started,
            Succeeded = outcomes.Succeeded,
            Failed = outcomes.Failed,
            TimedOut = outcomes.TimedOut,
            Rejected = outcomes.Rejected,
            Cancelled = outcomes.Cancelled,
            Interrupted = outcomes.Interrupted,
            Retried = counts.Retried,
            Abandoned = counts.Abandoned,
        };
    }

    /// <summary>What runs and waits at this moment.</summary>
    public static EngineLevels Of(IReadOnlyCollection<Batch> running, WorkerSlots slots)
    {
        long active = 0;
        long queued = 0;
        foreach (var batch in running)
        {
            var counts = batch.Counts;
            active += counts.Active;
            queued += batch.Count is { } count ? Math.Max(0, count - counts.Ended - counts.Active) : 0;
        }

        return new EngineLevels { Active = active, Queued = queued, Batches = running.Count, WorkersInUse = slots.Used, MaxWorkers = slots.Count };
    }
}
