using Arrea.Dataflow.Events;
using static Arrea.Dataflow.Tests.Events.HubTest;

namespace Arrea.Dataflow.Tests.Events;

/// <summary>Delivery on the publishing thread.</summary>
[TestClass]
public sealed class InlineDeliveryTests
{
    [TestMethod]
    public void Publish_Inline_HasCalledEverySubscriberOnThisThreadWhenItReturns()
    {
        var hub = Inline();
        EventProbe[] probes = [new(), new()];
        Array.ForEach(probes, probe => hub.Subscribe(probe));

        hub.Publish(Started(0));

        foreach (var probe in probes)
        {
            Assert.HasCount(1, probe.Seen);
            Assert.AreSame(Thread.CurrentThread, probe.Caller);
        }
    }

    [TestMethod]
    public void OnNext_Publishes_TheNewEventComesAfterwardsToAll()
    {
        var hub = Inline();
        var second = new EventProbe();
        var first = new EventProbe(e =>
        {
            if (e is WorkerStarted)
            {
                hub.Publish(new CustomEvent("from inside"));
                Assert.IsEmpty(second.Seen);
            }
        });
        hub.Subscribe(first);
        hub.Subscribe(second);

        hub.Publish(Started(0));

        CollectionAssert.AreEqual(Range(1, 2), first.Numbers);
        CollectionAssert.AreEqual(Range(1, 2), second.Numbers);
        Assert.IsEmpty(first.Breaches);
    }

    [TestMethod]
    public void Publish_WhileAnotherThreadDelivers_LeavesItToThatOne()
    {
        using var entered = new ManualResetEvent(false);
        using var gate = new ManualResetEvent(false);
        var hub = Inline();
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

        Publish(hub, 3);
        Assert.IsEmpty(probe.Seen);
        gate.Set();

        Join(first);
        CollectionAssert.AreEqual(Range(1, 4), probe.Numbers);
        Assert.AreSame(first[0], probe.Caller);
        Assert.IsEmpty(probe.Breaches);
    }

    [TestMethod]
    public void OnNext_UnsubscribesItselfAndAnother_NeitherIsCalledAgain()
    {
        var hub = Inline();
        var other = new EventProbe();
        IDisposable? own = null, others = null;
        var probe = new EventProbe(_ =>
        {
            own!.Dispose();
            others!.Dispose();
        });
        own = hub.Subscribe(probe);
        others = hub.Subscribe(other);

        Publish(hub, 3);

        CollectionAssert.AreEqual(Range(1, 1), probe.Numbers);
        Assert.IsEmpty(other.Seen);
        Assert.AreEqual(0, hub.SubscriberCount);
    }

    [TestMethod]
    public void OnNext_Subscribes_TheNewOneSeesWhatIsPublishedFromThenOn()
    {
        var hub = Inline();
        var late = new EventProbe();
        hub.Subscribe(new EventProbe(e =>
        {
            if (e.Sequence == 1)
            {
                hub.Publish(Started(1));
                hub.Subscribe(late);
            }
        }));

        Publish(hub, 2);

        CollectionAssert.AreEqual(Range(3, 3), late.Numbers);
    }

    [TestMethod]
    public void OnNext_Completes_EveryoneGetsThePendingEventsFirst()
    {
        var hub = Inline();
        var second = new EventProbe();
        var first = new EventProbe(e =>
        {
            if (e.Sequence == 1)
            {
                hub.Publish(Started(1));
                hub.Complete();
            }
        });
        hub.Subscribe(first);
        hub.Subscribe(second);

        hub.Publish(Started(0));

        foreach (var probe in new[] { first, second })
        {
            CollectionAssert.AreEqual(Range(1, 2), probe.Numbers);
            Assert.IsTrue(probe.IsCompleted);
            Assert.IsEmpty(probe.Breaches);
        }

        Assert.IsTrue(hub.Drained.IsCompletedSuccessfully);
    }
}
