using Arrea.Dataflow.Scheduling;
using Arrea.Dataflow.Tests.Pipelines;

namespace Arrea.Dataflow.Tests.Scheduling;

[TestClass]
public sealed class SlotQueueTests
{
    [TestMethod]
    public async Task AcquireAsync_NoneFree_WaitsInLine()
    {
        var slots = new WorkerSlots(1);
        var queue = new SlotQueue(slots);

        Assert.IsTrue(await queue.AcquireAsync());
        var second = queue.AcquireAsync();
        var third = queue.AcquireAsync();
        Assert.IsFalse(second.IsCompleted);
        queue.Release();
        Assert.IsTrue(await second.InTime());
        Assert.IsFalse(third.IsCompleted);
        queue.Release();
        Assert.IsTrue(await third.InTime());
        queue.Release();

        Assert.AreEqual(0, slots.Used);
    }

    [TestMethod]
    public async Task Close_SendsThoseAwayWhoWaitAndLetsTheOthersFinish()
    {
        var slots = new WorkerSlots(1);
        var (queue, other) = (new SlotQueue(slots), new SlotQueue(slots));

        Assert.IsTrue(await queue.AcquireAsync());
        var second = queue.AcquireAsync();
        var others = other.AcquireAsync();
        queue.Close();
        Assert.IsFalse(await second.InTime());
        Assert.IsFalse(await queue.AcquireAsync());
        queue.Release();
        Assert.IsTrue(await others.InTime());
        other.Release();

        Assert.AreEqual(0, slots.Used);
    }

    [TestMethod]
    public async Task Close_WhileSlotsAreGranted_LosesNone()
    {
        var slots = new WorkerSlots(3);
        for (var round = 0; round < 500; round++)
        {
            var queue = new SlotQueue(slots);
            var work = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
            {
                if (await queue.AcquireAsync())
                {
                    await Task.Yield();
                    queue.Release();
                }
            })).ToArray();
            var closing = Task.Run(queue.Close);
            await Task.WhenAll(work).InTime();
            await closing;
        }

        Assert.AreEqual(0, slots.Used);
    }
}
