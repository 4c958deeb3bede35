using System.Reactive.Concurrency;
using System.Reactive.Linq;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Events;

/// <summary>Common questions to a stream of events. All are plain LINQ; write your own in the same way.</summary>
/// <remarks>
/// None of them sees <see cref="EventsDropped"/>: watch the stream itself for it. What hangs on a batch being done is better
/// asked of the batch, which loses nothing.
/// </remarks>
public static partial class LeaderEvents
{
    /// <summary>The events of one batch. Completes after its <see cref="BatchCompleted"/>.</summary>
    /// <param name="events">The stream.</param>
    /// <param name="batchId">The batch.</param>
    /// <returns>Events of the batch and of its jobs, in order.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IObservable<BatchEvent> ForBatch(this IObservable<LeaderEvent> events, string batchId)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(batchId);
        return events.OfType<BatchEvent>()
            .Where(e => e.BatchId == batchId)
            .TakeUntil(static e => e is BatchCompleted);
    }

    /// <summary>The events of one worker. Goes on until the stream ends.</summary>
    /// <param name="events">The stream.</param>
    /// <param name="workerId">The worker: <c>&lt;batch&gt;/&lt;index&gt;</c>, or the id of one made by hand.</param>
    /// <returns>Events of the worker's job, or of its tasks one after another, in order.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IObservable<JobEvent> ForWorker(this IObservable<LeaderEvent> events, string workerId)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(workerId);
        return events.OfType<JobEvent>().Where(e => e.IsOf(workerId));
    }

    /// <summary>The jobs that failed or timed out, as the statistics count them. A job that was rejected, cancelled or interrupted is not among them.</summary>
    /// <param name="events">The stream.</param>
    /// <returns>The last event of each such job. An attempt that failed and is repeated is none.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="events"/> is null.</exception>
    public static IObservable<Error> Failures(this IObservable<LeaderEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        return events.OfType<Error>().Where(static e => e.Outcome is OutcomeKind.Failed or OutcomeKind.TimedOut);
    }

    /// <summary>How many jobs ended, well or not, in each window of time. A job that never started is not counted.</summary>
    /// <param name="events">The stream.</param>
    /// <param name="window">Length of a window: more than zero.</param>
    /// <returns>One number for each window, zero included; when the stream ends, one for the window it ends in, which is shorter.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="events"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="window"/> is zero or less.</exception>
    public static IObservable<int> Throughput(this IObservable<LeaderEvent> events, TimeSpan window)
        => events.Throughput(window, Scheduler.Default);

    /// <summary>How many jobs ended, well or not, in each window of time by the clock of a scheduler. A job that never started is not counted.</summary>
    /// <param name="events">The stream.</param>
    /// <param name="window">Length of a window: more than zero.</param>
    /// <param name="scheduler">Where the windows are timed.</param>
    /// <returns>One number for each window, zero included; when the stream ends, one for the window it ends in, which is shorter.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="window"/> is zero or less.</exception>
    public static IObservable<int> Throughput(this IObservable<LeaderEvent> events, TimeSpan window, IScheduler scheduler)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(scheduler);
        return events
            .Where(static e => e is Finished or Error { Attempt: > 0 })
            .Window(window, scheduler)
            .SelectMany(static jobs => jobs.Count());
    }

    /// <summary>The end of one batch: its <see cref="BatchCompleted"/>, and then completion.</summary>
    /// <param name="events">The stream.</param>
    /// <param name="batchId">The batch.</param>
    /// <returns>One element; none when the stream ends before the batch, or when the batch was done before anybody watched.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IObservable<BatchCompleted> CompletionOf(this IObservable<LeaderEvent> events, string batchId)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(batchId);
        return events.OfType<BatchCompleted>().Where(e => e.BatchId == batchId).Take(1);
    }

    /// <summary>How far one batch is: an element when it starts, when a job of it ends, and when it is done; then completion.</summary>
    /// <param name="events">The stream.</param>
    /// <param name="batchId">The batch.</param>
    /// <returns>
    /// <see cref="BatchProgress.Done"/> counts what was seen; who comes late or loses events sees fewer until
    /// <see cref="BatchCompleted"/> sets it right. Two equal elements never follow each other.
    /// </returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IObservable<BatchProgress> ProgressOf(this IObservable<LeaderEvent> events, string batchId)
        => events.ForBatch(batchId)
            .Where(static e => e is BatchStarted or Finished or Error or BatchCompleted)
            .Scan(new BatchProgress(0, null), static (progress, e) => e switch
            {
                BatchStarted started => progress with { Total = started.Count },
                BatchCompleted all => All(all.Succeeded + all.Failed + all.TimedOut + all.Rejected + all.Cancelled),
                _ => progress with { Done = progress.Done + 1 },
            })
            .DistinctUntilChanged();

    private static BatchProgress All(long jobs) => new(jobs, jobs);
}
