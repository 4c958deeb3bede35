using System.Collections.Concurrent;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Tests.Support;
using static Arrea.Dataflow.Tests.Events.HubTest;

namespace Arrea.Dataflow.Tests.Events;

/// <summary>What holds for both ways of delivery.</summary>
[TestClass]
public sealed class EventHubTests
{
    [TestMethod]
    [DataRow(EventDelivery.Queued)]
    [DataRow(EventDelivery.Inline)]
    public void Publish_NobodyListens_IsCountedAllTheSame(EventDelivery delivery)
    {
        var hub = Of(delivery);
        Publish(hub, 3);
        var probe = new EventProbe();
        using var subscription = hub.Subscribe(probe);

        Publish(hub, 2);

        probe.WaitForCount(2);
        CollectionAssert.AreEqual(Range(4, 5), probe.Numbers);
    }

    [TestMethod]
    [DataRow(EventDelivery.Queued)]
    [DataRow(EventDelivery.Inline)]
    public void Publish_AnEvent_IsDatedByTheClock(EventDelivery delivery)
    {
        var time = new ManualTimeProvider();
        var hub = new EventHub(delivery, time, static _ => { });
        var probe = new EventProbe();
        using var subscription = hub.Subscribe(probe);

        hub.Publish(Started(0));
        time.Advance(TimeSpan.FromTicks(1));
        hub.Publish(Started(1));

        var seen = probe.WaitForCount(2);
        Assert.AreEqual(time.GetUtcNow(), seen[1].At);
        Assert.AreEqual(TimeSpan.FromTicks(1), seen[1].At - seen[0].At);
    }

    [TestMethod]
    public void Publish_ABurstByTheSystemsClock_IsDatedToWithinATick()
    {
        var hub = Inline();
        var largest = TimeSpan.Zero;
        using var subscription = hub.Subscribe(new EventProbe(e =>
        {
            var off = (DateTimeOffset.UtcNow - e.At).Duration();
            largest = off > largest ? off : largest;
        }));

        Publish(hub, 10_000);

        // A tick is 16 ms at most; the rest is for a busy machine.
        Assert.IsLessThan(TimeSpan.FromSeconds(2), largest);
    }

    [TestMethod]
    [DataRow(EventDelivery.Queued)]
    [DataRow(EventDelivery.Inline)]
    public void Publish_TheSameEventTwice_GivesTwoNumbers(EventDelivery delivery)
    {
        var hub = Of(delivery);
        var probe = new EventProbe();
        using var subscription = hub.Subscribe(probe);
        var custom = new CustomEvent("mine", 5);

        hub.Publish(custom);
        hub.Publish(custom);

        var seen = probe.WaitForCount(2);
        CollectionAssert.AreEqual(Range(1, 2), probe.Numbers);
        Assert.AreEqual(5, Assert.IsInstanceOfType<CustomEvent>(seen[1]).Data);
    }

    [TestMethod]
    [DataRow(EventDelivery.Queued)]
    [DataRow(EventDelivery.Inline)]
    public void HasSubscribers_Always_TellsWhetherAnEventNeedsToBeMade(EventDelivery delivery)
    {
        var hub = Of(delivery);
        var made = 0;
        void Tell()
        {
            if (hub.HasSubscribers)
            {
                made++;
                hub.Publish(Started(made));
            }
        }

        Tell();
        Assert.AreEqual(0, made);
        using (hub.Subscribe(new EventProbe()))
        {
            Assert.AreEqual(1, hub.SubscriberCount);
            Tell();
        }

        Tell();
        Assert.AreEqual(1, made);
        using var last = hub.Subscribe(new EventProbe());
        hub.Complete();
        Tell();
        Assert.AreEqual(1, made);
        Assert.AreEqual(0, hub.SubscriberCount);
    }

    [TestMethod]
    [DataRow(EventDelivery.Queued)]
    [DataRow(EventDelivery.Inline)]
    public void Publish_EightThreads_NumbersHaveNoGapsAndEachPublishersOrderIsKept(EventDelivery delivery)
    {
        const int Threads = 8, Each = 5_000;
        var hub = Of(delivery);
        EventProbe[] probes = [new(), new()];
        Array.ForEach(probes, probe => hub.Subscribe(probe));

        Join(Run(Threads, thread =>
        {
            for (var i = 0; i < Each; i++)
            {
                hub.Publish(Started(thread, attempt: i));
            }
        }));
        hub.Complete();

        foreach (var probe in probes)
        {
            var seen = probe.WaitForCompletion();
            CollectionAssert.AreEqual(Range(1, Threads * Each), probe.Numbers);
            foreach (var publisher in seen.Cast<WorkerStarted>().GroupBy(static e => e.Index))
            {
                CollectionAssert.AreEqual(Enumerable.Range(0, Each).ToArray(), publisher.Select(static e => e.Attempt).ToArray());
            }

            Assert.IsEmpty(probe.Breaches);
        }
    }

    [TestMethod]
    [DataRow(EventDelivery.Queued)]
    [DataRow(EventDelivery.Inline)]
    public void OnNext_Throws_DetachesAndReportsAndDisturbsNobodyElse(EventDelivery delivery)
    {
        var reported = new BlockingCollection<Exception>();
        var hub = Of(delivery, reported.Add);
        var broken = new EventProbe(static _ => throw new FormatException("broken"));
        var good = new EventProbe();
        hub.Subscribe(broken);
        using var subscription = hub.Subscribe(good);

        hub.Publish(Started(0));
        Assert.IsTrue(reported.TryTake(out var error, EventProbe.Patience));
        Publish(hub, 9);

        Assert.IsInstanceOfType<FormatException>(error);
        good.WaitForCount(10);
        if (delivery == EventDelivery.Queued)
        {
            Join(broken.Caller);
        }

        Assert.AreEqual(1, hub.SubscriberCount);
        Assert.IsEmpty(reported);
        Assert.IsEmpty(broken.Seen);
        Assert.IsFalse(broken.IsCompleted);
        CollectionAssert.AreEqual(Range(1, 10), good.Numbers);
    }

    [TestMethod]
    [DataRow(EventDelivery.Queued)]
    [DataRow(EventDelivery.Inline)]
    public void OnNext_ThrowsAndTheReportThrowsToo_OthersGoOn(EventDelivery delivery)
    {
        var reports = 0;
        var hub = Of(delivery, _ => throw new FormatException($"so is report {Interlocked.Increment(ref reports)}"));
        var good = new EventProbe();
        hub.Subscribe(new EventProbe(static _ => throw new FormatException("broken")));
        hub.Subscribe(good);

        Publish(hub, 10);
        hub.Complete();

        Assert.HasCount(10, good.WaitForCompletion());
        Assert.IsTrue(hub.Drained.Wait(EventProbe.Patience));
        Assert.AreEqual(1, Volatile.Read(ref reports));
    }

    [TestMethod]
    [DataRow(EventDelivery.Queued)]
    [DataRow(EventDelivery.Inline)]
    public void OnCompleted_Throws_IsReported(EventDelivery delivery)
    {
        var reported = new BlockingCollection<Exception>();
        var hub = Of(delivery, reported.Add);
        hub.Subscribe(System.Reactive.Observer.Create<LeaderEvent>(static _ => { }, static () => throw new FormatException("at the end")));

        hub.Complete();

        Assert.IsTrue(reported.TryTake(out var error, EventProbe.Patience));
        Assert.IsInstanceOfType<FormatException>(error);
    }

    [TestMethod]
    [DataRow(EventDelivery.Queued)]
    [DataRow(EventDelivery.Inline)]
    public void Complete_WithEventsPending_DeliversThemThenCompletesAndIgnoresTheRest(EventDelivery delivery)
    {
        using var entered = new ManualResetEvent(false);
        using var gate = new ManualResetEvent(false);
        var hub = Of(delivery);
        var probe = new EventProbe(e =>
        {
            if (e.Sequence == 1)
            {
                entered.Set();
                Pass(gate);
            }
        });
        hub.Subscribe(probe);
        var first = Run(1, _ => hub.Publish(Started(0)));
        Pass(entered);

        Publish(hub, 99);
        hub.Complete();
        hub.Complete();
        hub.Publish(Started(100));
        Assert.IsFalse(probe.IsCompleted);
        Assert.IsFalse(hub.Drained.IsCompleted);
        gate.Set();

        probe.WaitForCompletion();
        Join(first);
        Assert.IsTrue(hub.Drained.Wait(EventProbe.Patience));
        CollectionAssert.AreEqual(Range(1, 100), probe.Numbers);
        Assert.IsEmpty(probe.Breaches);
    }

    [TestMethod]
    [DataRow(EventDelivery.Queued)]
    [DataRow(EventDelivery.Inline)]
    public void Complete_WithoutSubscribers_IsDrainedAndCompletesLaterOnesAtOnce(EventDelivery delivery)
    {
        var hub = Of(delivery);

        hub.Complete();

        Assert.IsTrue(hub.Drained.Wait(EventProbe.Patience));
        var late = new EventProbe();
        hub.Subscribe(late).Dispose();
        Assert.IsTrue(late.IsCompleted);
        Assert.AreEqual(0, hub.SubscriberCount);
        var lateForBatch = new EventProbe();
        hub.SubscribeToBatch(lateForBatch, Batch).Dispose();
        Assert.IsTrue(lateForBatch.IsCompleted);
    }

    [TestMethod]
    public void Subscribe_Null_IsRefused()
    {
        var hub = Queued();
        Assert.ThrowsExactly<ArgumentNullException>(() => hub.Subscribe(null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => hub.SubscribeToBatch(null!, Batch));
        Assert.ThrowsExactly<ArgumentNullException>(() => hub.SubscribeToBatch(new EventProbe(), null!));
        Assert.AreEqual(0, hub.SubscriberCount);
    }

    [TestMethod]
    [DataRow(EventDelivery.Queued)]
    [DataRow(EventDelivery.Inline)]
    public void SubscribeToBatch_EventsOfTwo_GivesOneAndCompletesAfterItsEnd(EventDelivery delivery)
    {
        var hub = Of(delivery);
        var probe = new EventProbe();
        hub.SubscribeToBatch(probe, Batch);

        hub.Publish(new BatchStarted { BatchId = Batch });
        hub.Publish(new BatchStarted { BatchId = OtherBatch });
        hub.Publish(Started(0));
        hub.Publish(Started(0, batchId: OtherBatch));
        hub.Publish(new CustomEvent("mine"));
        hub.Publish(new BatchCompleted { BatchId = OtherBatch });
        hub.Publish(new BatchCompleted { BatchId = Batch });
        hub.Publish(Started(1));

        probe.WaitForCompletion();
        CollectionAssert.AreEqual(new long[] { 1, 3, 7 }, probe.Numbers);
        Assert.AreEqual(0, hub.SubscriberCount);
        Assert.IsEmpty(probe.Breaches);
    }
}
