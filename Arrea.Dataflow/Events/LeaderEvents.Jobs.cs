using System.Collections.Immutable;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Events;

/// <summary>Questions about jobs: how they ended, what they wrote, how long they take.</summary>
public static partial class LeaderEvents
{
    /// <summary>The end of each job, well or not.</summary>
    /// <param name="events">The stream.</param>
    /// <returns>One element for each job, those that never started included.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="events"/> is null.</exception>
    public static IObservable<JobEnding> Ends(this IObservable<LeaderEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        return events.OfType<JobEvent>().Where(IsLast).Select(JobEnding.Of);
    }

    /// <summary>The jobs that took longest, however they ended.</summary>
    /// <param name="events">The stream. It has to end: use <see cref="ForBatch"/>.</param>
    /// <param name="count">How many: 1 or more. No more than so many are kept.</param>
    /// <returns>One list, when the stream ends: the slowest first; of two that took equally long, the one that ended first.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="events"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public static IObservable<IReadOnlyList<JobEnding>> Slowest(this IObservable<LeaderEvent> events, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return events.Ends()
            .Where(static end => end.Attempts > 0)
            .Select(static (end, order) => (Order: order, End: end))
            .Aggregate(ImmutableSortedSet.Create(BySlowness), (slowest, entry) => slowest.Add(entry) is var more && more.Count > count ? more.Remove(more.Max) : more)
            .Select(static slowest => (IReadOnlyList<JobEnding>)[.. slowest.Select(static entry => entry.End)]);
    }

    /// <summary>Failures that come close together. A failure belongs to one burst at most.</summary>
    /// <param name="events">The stream.</param>
    /// <param name="count">How many failures make a burst: 1 or more.</param>
    /// <param name="window">The longest time between the first and the last of them, by their own dates. More than zero.</param>
    /// <returns>One list of <paramref name="count"/> failures for each burst, as soon as it is complete. Then the counting begins anew.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="events"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static IObservable<IReadOnlyList<Error>> Bursts(this IObservable<LeaderEvent> events, int count, TimeSpan window)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(window, TimeSpan.Zero);
        return events.Failures()
            .Scan(ImmutableList<Error>.Empty, (last, e) => last.Count == count ? [e] : last.RemoveAll(other => e.At - other.At > window).Add(e))
            .Where(last => last.Count == count);
    }

    /// <summary>What commands write, line by line. A delegate writes nothing.</summary>
    /// <param name="events">The stream.</param>
    /// <returns>Each line as soon as it is complete: at its end, or at the end of the attempt. One of more than 65,536 characters comes in pieces.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="events"/> is null.</exception>
    public static IObservable<JobLine> Lines(this IObservable<LeaderEvent> events)
        => events.ByJob().SelectMany(static job => job
            .Where(static e => e is Output or RetryScheduled || IsLast(e))
            .Scan(new OutputLines(), static (lines, e) => lines.After(e))
            .SelectMany(static lines => lines.Complete));

    /// <summary>The jobs that failed or timed out, each with the last lines that it wrote.</summary>
    /// <param name="events">The stream.</param>
    /// <param name="lines">The most lines: 0 or more. No more than so many are kept of each job that runs.</param>
    /// <returns>One element for each such job.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="events"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="lines"/> is negative.</exception>
    public static IObservable<FailureReport> FailuresWithOutput(this IObservable<LeaderEvent> events, int lines)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lines);
        return events.ByJob().SelectMany(job => job
            .Where(static e => e is Output or RetryScheduled || IsLast(e))
            .Scan(
                (Output: new OutputLines(), Last: ImmutableList<JobLine>.Empty, Event: default(JobEvent)),
                (seen, e) => seen.Output.After(e) is var output && seen.Last.AddRange(output.Complete) is var all
                    ? (output, all.RemoveRange(0, Math.Max(0, all.Count - lines)), e)
                    : seen)
            .Where(static seen => seen.Event is Error { Outcome: OutcomeKind.Failed or OutcomeKind.TimedOut })
            .Select(static seen => new FailureReport((Error)seen.Event!, seen.Last)));
    }

    /// <summary>The jobs that have run for so long and still do.</summary>
    /// <param name="events">The stream.</param>
    /// <param name="limit">For how long, from the start of the first attempt, waits included. More than zero.</param>
    /// <returns>The first event of each such job, when the time has come.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="events"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is zero or less.</exception>
    public static IObservable<WorkerStarted> RunningLongerThan(this IObservable<LeaderEvent> events, TimeSpan limit)
        => events.RunningLongerThan(limit, Scheduler.Default);

    /// <summary>The jobs that have run for so long by the clock of a scheduler, and still do.</summary>
    /// <param name="events">The stream.</param>
    /// <param name="limit">For how long, from the start of the first attempt, waits included. More than zero.</param>
    /// <param name="scheduler">Where the time is measured.</param>
    /// <returns>The first event of each such job, when the time has come.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is zero or less.</exception>
    public static IObservable<WorkerStarted> RunningLongerThan(this IObservable<LeaderEvent> events, TimeSpan limit, IScheduler scheduler)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(limit, TimeSpan.Zero);
        ArgumentNullException.ThrowIfNull(scheduler);
        return events.ByJob().SelectMany(job => job.OfType<WorkerStarted>().Take(1)
            .Delay(limit, scheduler)
            .TakeUntil(job.Where(IsLast)));
    }

    private static IComparer<(int Order, JobEnding End)> BySlowness { get; } = Comparer<(int Order, JobEnding End)>.Create(static (a, b)
        => b.End.Duration.CompareTo(a.End.Duration) is not 0 and var byDuration ? byDuration : a.Order.CompareTo(b.Order));

    private static bool IsLast(JobEvent e) => e is Finished or Error;

    /// <summary>One stream for each job, which ends with its last event.</summary>
    private static IObservable<IGroupedObservable<(string, int), JobEvent>> ByJob(this IObservable<LeaderEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        return events.OfType<JobEvent>().GroupByUntil(static e => (e.BatchId, e.Index), static job => job.Where(IsLast));
    }
}
