using System.Collections.Immutable;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Subjects;
using System.Text;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Tests.Docs;

/// <summary>The code of docs/guide/events.md, and of the questions in docs/guide/questions.md that need times or losses which no real run has each time.</summary>
[TestClass]
public sealed class EventSnippets
{
    private const string BatchId = "00000000000000aa";

    private static readonly DateTimeOffset Start = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [TestMethod]
    public void Watching_StopsWithTheSubscription()
    {
        using var live = new Subject<LeaderEvent>();
        IObservable<LeaderEvent> events = live;
        var lines = new List<string>();
        Action<string> print = lines.Add;

        #region snippet-watch
        using (events.OfType<RetryScheduled>().Subscribe(e => print($"{e.WorkerId} again in {e.Delay.TotalSeconds} s: {e.Reason.Message}")))
        {
            // Run batches here. Leaving the block stops the watching, not the batches.
            Work();
        }
        #endregion

        Assert.HasCount(3, lines);
        Assert.AreEqual($"{BatchId}/0 again in 1 s: exit code 75", lines[0]);
        Assert.IsFalse(live.HasObservers);

        void Work() => Array.ForEach(ABatch(), live.OnNext);
    }

    [TestMethod]
    public async Task WhoWaits_ForARetry()
    {
        var (events, _) = Recorded();

        #region snippet-waiting
        var waiting = events.OfType<JobEvent>()
            .Scan(ImmutableDictionary<string, DateTimeOffset>.Empty, (all, e) => e is RetryScheduled retry
                ? all.SetItem(e.WorkerId, retry.At + retry.Delay)
                : all.Remove(e.WorkerId))
            .DistinctUntilChanged();
        #endregion

        var states = await waiting.ToList();
        Assert.AreEqual(Start.AddSeconds(2), states.First(static all => !all.IsEmpty)[$"{BatchId}/0"]);
        CollectionAssert.AreEqual(new[] { 0, 1, 0, 1, 1, 0 }, states.Select(static all => all.Count).ToArray());
    }

    [TestMethod]
    public async Task LiveTally_OfOutcomes()
    {
        var (events, _) = Recorded();

        #region snippet-tally
        var tally = events
            .Where(e => e is Finished or Error)
            .Select(e => e is Error error ? error.Outcome : OutcomeKind.Succeeded)
            .Scan(ImmutableSortedDictionary<OutcomeKind, int>.Empty, (all, outcome) => all.SetItem(outcome, all.GetValueOrDefault(outcome) + 1));
        #endregion

        var last = await tally.LastAsync();
        Assert.AreEqual("Succeeded 3, Failed 2, TimedOut 1, Rejected 1", string.Join(", ", last.Select(static pair => $"{pair.Key} {pair.Value}")));
    }

    [TestMethod]
    public void Silence_OfABatch()
    {
        var scheduler = new HistoricalScheduler();
        using var live = new Subject<LeaderEvent>();
        IObservable<LeaderEvent> events = live;
        var batchId = BatchId;
        var lines = new List<string>();
        Action<string> print = lines.Add;

        #region snippet-silence
        using var watch = events.ForBatch(batchId)
            .Throttle(TimeSpan.FromMinutes(1), scheduler)
            .Where(last => last is not BatchCompleted)
            .Subscribe(last => print($"Nothing heard for a minute since {last.GetType().Name}."));
        #endregion

        live.OnNext(new BatchStarted { BatchId = BatchId });
        scheduler.AdvanceBy(TimeSpan.FromSeconds(59));
        live.OnNext(new WorkerStarted { BatchId = BatchId, Index = 0 });
        scheduler.AdvanceBy(TimeSpan.FromSeconds(59));
        Assert.IsEmpty(lines);
        scheduler.AdvanceBy(TimeSpan.FromSeconds(1));
        live.OnNext(new BatchCompleted { BatchId = BatchId });
        scheduler.AdvanceBy(TimeSpan.FromHours(1));
        Assert.AreEqual("Nothing heard for a minute since WorkerStarted.", lines.Single());
    }

    [TestMethod]
    public void Losses_OfASlowSubscriber()
    {
        IObservable<LeaderEvent> events = new LeaderEvent[] { new CustomEvent("a"), new EventsDropped(7), new CustomEvent("b"), new EventsDropped(2) }.ToObservable();
        var lines = new List<string>();
        Action<string> print = lines.Add;

        #region snippet-losses
        using var watch = events.OfType<EventsDropped>()
            .Scan(0L, (sum, e) => sum + e.Count)
            .Subscribe(sum => print($"Too slow: {sum} events lost so far."));
        #endregion

        CollectionAssert.AreEqual(new[] { "Too slow: 7 events lost so far.", "Too slow: 9 events lost so far." }, lines);
    }

    private static (IObservable<LeaderEvent> Events, string BatchId) Recorded() => (ABatch().ToObservable(), BatchId);

    // Seven jobs: 0 succeeds at its second attempt, 1 fails, 2 and 3 succeed, 4 times out, 5 never starts, 6 fails at its third attempt.
    private static LeaderEvent[] ABatch()
        =>
        [
            At(0, new BatchStarted { BatchId = BatchId, Count = 7, Workers = 2 }),
            At(1, new WorkerStarted { BatchId = BatchId, Index = 0, Attempt = 1 }),
            At(1, Again(0, attempt: 1)),
            At(2, Says(0, "done")),
            At(3, new WorkerStarted { BatchId = BatchId, Index = 1, Attempt = 1 }),
            At(3, Says(1, "writing")),
            At(3, Says(1, "no space left")),
            At(4, Ends(1, OutcomeKind.Failed)),
            At(5, Succeeds(0, seconds: 4)),
            At(5, new WorkerStarted { BatchId = BatchId, Index = 2, Attempt = 1 }),
            At(6, new WorkerStarted { BatchId = BatchId, Index = 3, Attempt = 1 }),
            At(7, Succeeds(2, seconds: 2)),
            At(9, Succeeds(3, seconds: 3)),
            At(10, new WorkerStarted { BatchId = BatchId, Index = 4, Attempt = 1 }),
            At(12, Ends(4, OutcomeKind.TimedOut)),
            At(12, Ends(5, OutcomeKind.Rejected, attempt: 0)),
            At(12, new WorkerStarted { BatchId = BatchId, Index = 6, Attempt = 1 }),
            At(12, Again(6, attempt: 1)),
            At(13, Again(6, attempt: 2)),
            At(14, Ends(6, OutcomeKind.Failed, attempt: 3)),
            At(14, new BatchCompleted { BatchId = BatchId, Succeeded = 3, Failed = 2, TimedOut = 1, Rejected = 1 }),
        ];

    private static LeaderEvent At(int seconds, LeaderEvent e)
    {
        e.At = Start.AddSeconds(seconds);
        return e;
    }

    private static RetryScheduled Again(int index, int attempt)
        => new(TimeSpan.FromSeconds(1), new(JobErrorCodes.ExitCode, "exit code 75")) { BatchId = BatchId, Index = index, Attempt = attempt };

    private static Output Says(int index, string text)
        => new(OutputStream.StandardOutput, Encoding.UTF8.GetBytes(text)) { BatchId = BatchId, Index = index, Attempt = 1 };

    private static Finished Succeeds(int index, int seconds)
        => new(TimeSpan.FromSeconds(seconds)) { BatchId = BatchId, Index = index, Attempt = 1 };

    private static Error Ends(int index, OutcomeKind outcome, int attempt = 1)
        => new(outcome, new(JobErrorCodes.ExitCode, "exit code 1")) { BatchId = BatchId, Index = index, Attempt = attempt };
}
