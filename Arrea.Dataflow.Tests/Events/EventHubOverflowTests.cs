using System.Runtime.CompilerServices;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Events;
using static Arrea.Dataflow.Tests.Events.HubTest;

namespace Arrea.Dataflow.Tests.Events;

/// <summary>What a subscriber sees that is slower than the publishers.</summary>
[TestClass]
public sealed class EventHubOverflowTests
{
    private const int MiB = 1 << 20;

    [TestMethod]
    public void Publish_OneSubscriberStuck_LosesTheOldestExactlyAndTheOtherGetsEverything()
    {
        const int Lost = 1_234;
        using var stuck = new StuckSubscriber();
        var good = new EventProbe();
        stuck.Hub.Subscribe(good);

        for (var sent = 1; sent < EventRing.Capacity + Lost + 1; sent++)
        {
            stuck.Hub.Publish(Started(sent));
            if (sent % 10_000 == 0)
            {
                good.WaitForNumber(sent);
            }
        }

        var last = EventRing.Capacity + Lost + 1;
        good.WaitForNumber(last);
        CollectionAssert.AreEqual(Range(2, last), good.Numbers);

        var seen = stuck.Release(last);
        var dropped = Assert.IsInstanceOfType<EventsDropped>(seen[1]);
        Assert.AreEqual(Lost, dropped.Count);
        Assert.AreEqual(Lost + 1, dropped.Sequence);
        AssertGapsExplained(seen, first: 1, last);
        Assert.HasCount(EventRing.Capacity + 2, seen);
        Assert.AreEqual(1, seen.OfType<EventsDropped>().Count());
    }

    [TestMethod]
    public void Publish_AsManyAsFitBehindAStuckSubscriber_LosesNothing()
    {
        using var stuck = new StuckSubscriber();

        Publish(stuck.Hub, EventRing.Capacity);

        Assert.IsFalse(stuck.Release(EventRing.Capacity + 1).OfType<EventsDropped>().Any());
    }

    [TestMethod]
    public void Publish_MoreBytesThanTheBudget_LosesTheOldestExactly()
    {
        using var stuck = new StuckSubscriber();
        var bytes = new byte[MiB];
        var fits = (int)(EventRing.MaxBytes / MiB);

        for (var i = 0; i < fits + 40; i++)
        {
            stuck.Hub.Publish(new Output(OutputStream.StandardOutput, bytes) { BatchId = Batch, Index = i });
        }

        var seen = stuck.Release(fits + 41);
        Assert.AreEqual(40L, Assert.IsInstanceOfType<EventsDropped>(seen[1]).Count);
        Assert.AreEqual(fits, seen.OfType<Output>().Count());
        AssertGapsExplained(seen, first: 1, fits + 41);
    }

    [TestMethod]
    public void Publish_OneEventBeyondTheWholeBudget_IsDelivered()
    {
        using var stuck = new StuckSubscriber();

        Publish(stuck.Hub, 5);
        stuck.Hub.Publish(new Result(new string('x', (int)(EventRing.MaxBytes / sizeof(char)) + 1)) { BatchId = Batch, Index = 0 });

        var seen = stuck.Release(7);
        Assert.AreEqual(5L, Assert.IsInstanceOfType<EventsDropped>(seen[1]).Count);
        Assert.IsInstanceOfType<Result>(seen[2]);
    }

    [TestMethod]
    public void SubscribeToBatch_Stuck_GetsTheEndOfItsBatchEvenWhenItWasLost()
    {
        using var stuck = new StuckSubscriber(Batch);

        Publish(stuck.Hub, 9);
        stuck.Hub.Publish(new BatchCompleted { BatchId = Batch, Succeeded = 10 });
        for (var i = 0; i < EventRing.Capacity + 500; i++)
        {
            stuck.Hub.Publish(Started(i, batchId: OtherBatch));
        }

        stuck.Open();
        var seen = stuck.Probe.WaitForCompletion();
        Assert.HasCount(3, seen);
        Assert.AreEqual(9L, Assert.IsInstanceOfType<EventsDropped>(seen[1]).Count);
        Assert.AreEqual(10, Assert.IsInstanceOfType<BatchCompleted>(seen[2]).Succeeded);
        AssertGapsExplained(seen, first: 1, last: 11);
        Assert.IsEmpty(stuck.Probe.Breaches);
    }

    [TestMethod]
    public void SubscribeToBatch_StuckWhileOnlyTheEndIsLost_IsToldOfNoLoss()
    {
        using var stuck = new StuckSubscriber(Batch);

        stuck.Hub.Publish(new BatchCompleted { BatchId = Batch });
        Publish(stuck.Hub, EventRing.Capacity);

        stuck.Open();
        Assert.HasCount(2, stuck.Probe.WaitForCompletion());
    }

    [TestMethod]
    public void Publish_FourThreadsAtFullSpeed_EverySubscriberCanAccountForEveryEvent()
    {
        const int Threads = 4, Each = 100_000;
        var hub = Queued();
        var quick = new EventProbe();
        var slow = new EventProbe(static _ => Thread.SpinWait(200));
        hub.Subscribe(quick);
        hub.Subscribe(slow);

        Join(Run(Threads, thread => Publish(hub, Each)));
        hub.Complete();

        foreach (var probe in new[] { quick, slow })
        {
            AssertGapsExplained(probe.WaitForCompletion(), first: 1, Threads * Each);
            Assert.IsEmpty(probe.Breaches);
        }
    }

    [TestMethod]
    public void Dispose_TheLastSubscriber_GivesTheEventsUp()
    {
        var hub = Queued();
        var caller = PublishToOne(hub, out var published);
        Join(caller);

        for (var i = 0; i < 10 && published.IsAlive; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.IsFalse(published.IsAlive);
        GC.KeepAlive(hub);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Thread PublishToOne(EventHub hub, out WeakReference published)
    {
        var probe = new EventProbe();
        using var subscription = hub.Subscribe(probe);
        var started = Started(0);
        published = new(started);
        hub.Publish(started);
        probe.WaitForCount(1);
        return probe.Caller!;
    }

    /// <summary>A hub with a subscriber that has taken event 1 and does not come back from it until released.</summary>
    private sealed class StuckSubscriber : IDisposable
    {
        private readonly ManualResetEvent _entered = new(false);
        private readonly ManualResetEvent _gate = new(false);

        public StuckSubscriber(string? batchId = null)
        {
            Probe = new(e =>
            {
                if (e.Sequence == 1)
                {
                    _entered.Set();
                    Pass(_gate);
                }
            });
            _ = batchId is null ? Hub.Subscribe(Probe) : Hub.SubscribeToBatch(Probe, batchId);
            Hub.Publish(Started(0));
            Pass(_entered);
        }

        public EventHub Hub { get; } = Queued();

        public EventProbe Probe { get; }

        public void Open() => _gate.Set();

        public LeaderEvent[] Release(long last)
        {
            Open();
            return Probe.WaitForNumber(last);
        }

        public void Dispose()
        {
            Open();
            Hub.Complete();
            Assert.IsTrue(Hub.Drained.Wait(EventProbe.Patience));
            _entered.Dispose();
            _gate.Dispose();
        }
    }
}
