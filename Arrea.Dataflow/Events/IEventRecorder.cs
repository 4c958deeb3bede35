namespace Arrea.Dataflow.Events;

/// <summary>Sees every event of a batch on the job's own path, losing none: for files and logs, where a subscriber would not do.</summary>
/// <remarks>
/// Calls for one job come one after another, in the order of its events; calls for different jobs overlap. A job goes on
/// only when the task is done, so a slow recorder slows the batch. When it throws, the batch is stopped: running jobs
/// end <c>Cancelled</c>, the recorder is not called again, except for calls of other jobs that were on their way, and the
/// batch's result carries the exception.
/// </remarks>
public interface IEventRecorder
{
    /// <summary>Records an event.</summary>
    /// <param name="leaderEvent">The event.</param>
    /// <returns>A task that is done when the event is recorded.</returns>
    ValueTask RecordAsync(LeaderEvent leaderEvent);
}
