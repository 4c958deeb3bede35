using System.Reactive.Concurrency;
using System.Reactive.Subjects;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Outcomes;
using static Arrea.Dataflow.Tests.Events.HubTest;

namespace Arrea.Dataflow.Tests.Events;

[TestClass]
public sealed class LeaderEventsTests
{
    private static readonly JobError Reason = new(JobErrorCodes.ExitCode, "exit code 1");

    [TestMethod]
    public void ForBatch_EventsOfTwo_GivesOneInOrderAndCompletesWithIt()
    {
        using var events = new Subject<LeaderEvent>();
        var (seen, isCompleted) = Watch(events.ForBatch(Batch));

        LeaderEvent[] wanted =
        [
            new BatchStarted { BatchId = Batch }, Started(0), new Finished(TimeSpan.Zero) { BatchId = Batch, Index = 0 }, new BatchCompleted { BatchId = Batch },
        ];
        events.OnNext(Started(0, batchId: OtherBatch));
        events.OnNext(new CustomEvent("mine"));
        events.OnNext(new BatchCompleted { BatchId = OtherBatch });
        Array.ForEach(wanted, events.OnNext);
        events.OnNext(Started(1));

        CollectionAssert.AreEqual(wanted, seen);
        Assert.IsTrue(isCompleted());
    }

    [TestMethod]
    public void ForWorker_EventsOfSeveral_GivesOneToTheEndOfTheStream()
    {
        using var events = new Subject<LeaderEvent>();
        var (seen, isCompleted) = Watch(events.ForWorker($"{Batch}/1"));

        foreach (var index in new[] { 0, 1, 11, 1 })
        {
            events.OnNext(Started(index));
            events.OnNext(Started(index, batchId: OtherBatch));
            events.OnNext(new BatchStarted { BatchId = Batch });
        }

        Assert.HasCount(2, seen);
        Assert.IsTrue(seen.TrueForAll(static e => e is { BatchId: Batch, Index: 1 }));
        Assert.IsFalse(isCompleted());
        events.OnCompleted();
        Assert.IsTrue(isCompleted());
    }

    [TestMethod]
    public void Failures_EveryOutcome_GivesFailedAndTimedOutOnly()
    {
        using var events = new Subject<LeaderEvent>();
        var (seen, _) = Watch(events.Failures());

        events.OnNext(new RetryScheduled(TimeSpan.Zero, Reason) { BatchId = Batch, Index = 0 });
        events.OnNext(new Finished(TimeSpan.Zero) { BatchId = Batch, Index = 0 });
        foreach (var outcome in Enum.GetValues<OutcomeKind>())
        {
            events.OnNext(Ended(outcome));
        }

        CollectionAssert.AreEqual(new[] { OutcomeKind.Failed, OutcomeKind.TimedOut }, seen.ConvertAll(static e => e.Outcome));
    }

    [TestMethod]
    public void Throughput_ThreeWindows_CountsEndedJobsInEachAndTheRestAtTheEnd()
    {
        var time = new HistoricalScheduler();
        using var events = new Subject<LeaderEvent>();
        var (seen, isCompleted) = Watch(events.Throughput(TimeSpan.FromSeconds(1), time));

        events.OnNext(Started(0));
        events.OnNext(new Finished(TimeSpan.Zero) { BatchId = Batch, Index = 0, Attempt = 1 });
        events.OnNext(Ended(OutcomeKind.Failed));
        events.OnNext(Ended(OutcomeKind.Rejected, attempt: 0));
        time.AdvanceBy(TimeSpan.FromMilliseconds(999));
        Assert.IsEmpty(seen);
        time.AdvanceBy(TimeSpan.FromMilliseconds(1));
        CollectionAssert.AreEqual(new[] { 2 }, seen);
        time.AdvanceBy(TimeSpan.FromSeconds(1));
        CollectionAssert.AreEqual(new[] { 2, 0 }, seen);
        events.OnNext(Ended(OutcomeKind.TimedOut));
        events.OnCompleted();

        CollectionAssert.AreEqual(new[] { 2, 0, 1 }, seen);
        Assert.IsTrue(isCompleted());
    }

    [TestMethod]
    public void Throughput_WithoutAScheduler_RunsByTheSystemsClock()
    {
        using var events = new Subject<LeaderEvent>();
        using var twice = new CountdownEvent(2);
        var counted = 0;
        using var subscription = events.Throughput(TimeSpan.FromMilliseconds(5)).Subscribe(count =>
        {
            Interlocked.Add(ref counted, count);
            if (!twice.IsSet)
            {
                twice.Signal();
            }
        });
        events.OnNext(Ended(OutcomeKind.Failed));

        Assert.IsTrue(twice.Wait(EventProbe.Patience));
        Assert.AreEqual(1, Volatile.Read(ref counted));
    }

    [TestMethod]
    public void CompletionOf_EventsOfTwo_GivesTheOneEndAndCompletes()
    {
        using var events = new Subject<LeaderEvent>();
        var (seen, isCompleted) = Watch(events.CompletionOf(Batch));

        events.OnNext(new BatchCompleted { BatchId = OtherBatch });
        Assert.IsFalse(isCompleted());
        events.OnNext(new BatchCompleted { BatchId = Batch, Succeeded = 3 });
        events.OnNext(new BatchCompleted { BatchId = Batch });

        Assert.AreEqual(3, seen.Single().Succeeded);
        Assert.IsTrue(isCompleted());
        Assert.IsFalse(events.HasObservers);
    }

    [TestMethod]
    public void CompletionOf_StreamEndsFirst_IsEmpty()
    {
        using var events = new Subject<LeaderEvent>();
        var (seen, isCompleted) = Watch(events.CompletionOf(Batch));

        events.OnCompleted();

        Assert.IsEmpty(seen);
        Assert.IsTrue(isCompleted());
    }

    [TestMethod]
    public void ProgressOf_KnownTotal_CountsEveryEndToAHundredPercent()
    {
        using var events = new Subject<LeaderEvent>();
        var (seen, isCompleted) = Watch(events.ProgressOf(Batch));

        events.OnNext(new BatchStarted { BatchId = Batch, Count = 4 });
        events.OnNext(Started(0));
        events.OnNext(new RetryScheduled(TimeSpan.Zero, Reason) { BatchId = Batch, Index = 0 });
        events.OnNext(new Finished(TimeSpan.Zero) { BatchId = Batch, Index = 0 });
        events.OnNext(new Finished(TimeSpan.Zero) { BatchId = OtherBatch, Index = 0 });
        events.OnNext(Ended(OutcomeKind.Failed));
        events.OnNext(Ended(OutcomeKind.Rejected, attempt: 0));
        events.OnNext(Ended(OutcomeKind.Cancelled));
        events.OnNext(new BatchCompleted { BatchId = Batch, Succeeded = 1, Failed = 1, Rejected = 1, Cancelled = 1 });

        CollectionAssert.AreEqual(Enumerable.Range(0, 5).Select(static done => new BatchProgress(done, 4)).ToArray(), seen);
        CollectionAssert.AreEqual(new double?[] { 0, 25, 50, 75, 100 }, seen.ConvertAll(static progress => progress.Percent));
        Assert.IsTrue(isCompleted());
    }

    [TestMethod]
    public void ProgressOf_UnknownTotal_HasNoPercentBeforeTheEnd()
    {
        using var events = new Subject<LeaderEvent>();
        var (seen, _) = Watch(events.ProgressOf(Batch));

        events.OnNext(new BatchStarted { BatchId = Batch });
        events.OnNext(Ended(OutcomeKind.Failed));
        events.OnNext(new BatchCompleted { BatchId = Batch, Succeeded = 1, TimedOut = 6, Failed = 1 });

        CollectionAssert.AreEqual(new BatchProgress[] { new(0, null), new(1, null), new(8, 8) }, seen);
        CollectionAssert.AreEqual(new double?[] { null, null, 100 }, seen.ConvertAll(static progress => progress.Percent));
    }

    [TestMethod]
    public void Percent_NoJobs_IsNull()
        => Assert.IsNull(new BatchProgress(0, 0).Percent);

    [TestMethod]
    public void Operators_BadArguments_AreRefusedByName()
    {
        IObservable<LeaderEvent> none = null!;
        using var events = new Subject<LeaderEvent>();

        Refused("events", () => none.ForBatch(Batch), () => none.ForWorker("x"), () => none.Failures(), () => none.Throughput(TimeSpan.FromSeconds(1)),
            () => none.CompletionOf(Batch), () => none.ProgressOf(Batch));
        Refused("batchId", () => events.ForBatch(null!), () => events.CompletionOf(null!), () => events.ProgressOf(null!));
        Refused("workerId", () => events.ForWorker(null!));
        Refused("scheduler", () => events.Throughput(TimeSpan.FromSeconds(1), null!));
        Assert.AreEqual("window", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => events.Throughput(TimeSpan.Zero)).ParamName);
        Assert.AreEqual("window", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => events.Throughput(TimeSpan.FromTicks(-1))).ParamName);
    }

    private static void Refused(string name, params Func<object>[] calls)
        => Array.ForEach(calls, call => Assert.AreEqual(name, Assert.ThrowsExactly<ArgumentNullException>(() => call()).ParamName));

    private static Error Ended(OutcomeKind outcome, int attempt = 1) => new(outcome, Reason) { BatchId = Batch, Index = 0, Attempt = attempt };

    private static (List<T> Seen, Func<bool> IsCompleted) Watch<T>(IObservable<T> source)
    {
        var seen = new List<T>();
        var completed = false;
        source.Subscribe(seen.Add, () => completed = true);
        return (seen, () => completed);
    }
}
