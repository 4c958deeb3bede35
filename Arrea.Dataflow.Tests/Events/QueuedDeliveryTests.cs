using System.Collections.Concurrent;
using System.Reactive.Linq;
using Arrea.Dataflow.Events;
using static Arrea.Dataflow.Tests.Events.HubTest;

namespace Arrea.Dataflow.Tests.Events;

/// <summary>Subscriptions with a thread of their own: whose it is, and that it ends.</summary>
[TestClass]
public sealed class QueuedDeliveryTests
{
    [TestMethod]
    public void OnNext_TwoSubscribers_RunOnThreadsOfTheirOwnOutsideThePool()
    {
        var hub = Queued();
        var threads = new ConcurrentBag<(bool Pooled, bool Background)>();
        EventProbe[] probes = [new(_ => threads.Add((Thread.CurrentThread.IsThreadPoolThread, Thread.CurrentThread.IsBackground))), new()];
        Array.ForEach(probes, probe => hub.Subscribe(probe));

        hub.Publish(Started(0));
        hub.Complete();

        Array.ForEach(probes, static probe => probe.WaitForCompletion());
        CollectionAssert.AreEqual(new[] { (false, true) }, threads.ToArray());
        Assert.AreNotSame(probes[0].Caller, probes[1].Caller);
        Assert.AreNotSame(Thread.CurrentThread, probes[0].Caller);
        Join(probes[0].Caller, probes[1].Caller);
    }

    [TestMethod]
    public void Publish_OneSubscriberStuck_OthersAndThePublisherGoOn()
    {
        using var gate = new ManualResetEvent(false);
        var hub = Queued();
        var stuck = new EventProbe(_ => Pass(gate));
        var good = new EventProbe();
        hub.Subscribe(stuck);
        hub.Subscribe(good);

        Publish(hub, 1_000);

        good.WaitForCount(1_000);
        Assert.IsEmpty(stuck.Seen);
        gate.Set();
        stuck.WaitForCount(1_000);
        hub.Complete();
        Assert.IsTrue(hub.Drained.Wait(EventProbe.Patience));
    }

    [TestMethod]
    public void Publish_OneEventAtATime_WakesEverySleepingSubscriber()
    {
        var hub = Queued();
        var probes = Enumerable.Range(0, 10).Select(static _ => new EventProbe()).ToArray();
        Array.ForEach(probes, probe => hub.Subscribe(probe));

        for (var sent = 1; sent <= 300; sent++)
        {
            hub.Publish(Started(sent));
            Array.ForEach(probes, probe => probe.WaitForCount(sent));
        }

        hub.Complete();
        Array.ForEach(probes, static probe => probe.WaitForCompletion());
        Assert.IsTrue(hub.Drained.Wait(EventProbe.Patience));
    }

    [TestMethod]
    public void Dispose_WhileOnNextRuns_LetsItEndAndBeginsNoOther()
    {
        using var entered = new ManualResetEvent(false);
        using var gate = new ManualResetEvent(false);
        var hub = Queued();
        var probe = new EventProbe(_ =>
        {
            entered.Set();
            Pass(gate);
        });
        var subscription = hub.Subscribe(probe);
        Publish(hub, 10);
        Pass(entered);

        subscription.Dispose();
        subscription.Dispose();
        Assert.AreEqual(0, hub.SubscriberCount);
        hub.Publish(Started(10));
        gate.Set();

        Join(probe.Caller);
        CollectionAssert.AreEqual(Range(1, 1), probe.Numbers);
        Assert.IsFalse(probe.IsCompleted);
    }

    [TestMethod]
    public void Dispose_FromInsideOnNext_EndsTheSubscriptionAndItsThread()
    {
        var hub = Queued();
        var own = new TaskCompletionSource<IDisposable>();
        var probe = new EventProbe(e =>
        {
            if (e.Sequence == 3)
            {
                own.Task.Result.Dispose();
            }
        });
        own.SetResult(hub.Subscribe(probe));

        Publish(hub, 10);

        probe.WaitForCount(3);
        Join(probe.Caller);
        CollectionAssert.AreEqual(Range(1, 3), probe.Numbers);
        Assert.AreEqual(0, hub.SubscriberCount);
    }

    [TestMethod]
    public void OnNext_PublishesAndSubscribes_Works()
    {
        var hub = Queued();
        var inner = new EventProbe();
        var outer = new EventProbe(e =>
        {
            if (e is WorkerStarted)
            {
                hub.Subscribe(inner);
                hub.Publish(new CustomEvent("from inside"));
            }
        });
        hub.Subscribe(outer);

        hub.Publish(Started(0));

        outer.WaitForCount(2);
        hub.Complete();
        Assert.AreEqual("from inside", Assert.IsInstanceOfType<CustomEvent>(inner.WaitForCompletion().Single()).Name);
        CollectionAssert.AreEqual(Range(1, 2), outer.Numbers);
    }

    [TestMethod]
    public void OnNext_CompletesTheHub_IsCompletedAfterIt()
    {
        var hub = Queued();
        var probe = new EventProbe(_ => hub.Complete());
        hub.Subscribe(probe);

        Publish(hub, 1);

        Assert.HasCount(1, probe.WaitForCompletion());
        Assert.IsTrue(hub.Drained.Wait(EventProbe.Patience));
        Assert.IsEmpty(probe.Breaches);
    }

    [TestMethod]
    public void Subscribe_AThousandTimes_NoThreadIsLeftBehind()
    {
        var hub = Queued();
        var probes = Enumerable.Range(0, 1_000).Select(static _ => new EventProbe()).ToArray();
        var subscriptions = Array.ConvertAll(probes, hub.Subscribe);
        hub.Publish(Started(0));
        Array.ForEach(probes, static probe => probe.WaitForCount(1));

        Array.ForEach(subscriptions, static subscription => subscription.Dispose());

        Join(Array.ConvertAll(probes, static probe => probe.Caller));
        Assert.AreEqual(0, hub.SubscriberCount);
        Assert.IsFalse(hub.HasSubscribers);
    }

    [TestMethod]
    public void Subscribe_ComingAndGoingWhileOthersPublish_LosesNeitherEventsNorThreads()
    {
        var hub = Queued();
        var steady = new EventProbe();
        hub.Subscribe(steady);
        var stop = false;

        var churners = Run(3, _ =>
        {
            for (var i = 0; i < 300; i++)
            {
                var probe = new EventProbe();
                using var subscription = i % 3 == 0 ? hub.SubscribeToBatch(probe, OtherBatch) : hub.Subscribe(probe);
                hub.Publish(new CustomEvent("here"));
                if (i % 3 == 1)
                {
                    probe.WaitForCount(1);
                }
            }
        });
        var publisher = Run(1, _ =>
        {
            while (!Volatile.Read(ref stop))
            {
                hub.Publish(Started(0));
            }
        });
        Join(churners);
        Volatile.Write(ref stop, true);
        Join(publisher);
        Assert.AreEqual(1, hub.SubscriberCount);
        hub.Complete();

        var seen = steady.WaitForCompletion();
        AssertGapsExplained(seen, first: 1, last: seen[^1].Sequence);
        Assert.IsTrue(hub.Drained.Wait(EventProbe.Patience));
        Assert.IsEmpty(steady.Breaches);
    }

    [TestMethod]
    public void Subscribe_ThroughRxOperators_UnsubscribesWhenTheyAreDone()
    {
        var hub = Queued();
        using var done = new ManualResetEvent(false);
        var taken = new List<long>();
        using var subscription = hub.OfType<WorkerStarted>().Take(2).Subscribe(e => taken.Add(e.Sequence), () => done.Set());

        Publish(hub, 5);

        Pass(done);
        CollectionAssert.AreEqual(Range(1, 2), taken.ToArray());
        hub.Complete();
        Assert.IsTrue(hub.Drained.Wait(EventProbe.Patience));
    }
}
