using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Protection;

[TestClass]
public sealed class WeightedPriorityQueueTests(TestContext context)
{
    [TestMethod]
    public void TryDequeue_HighestFirst_OldestAmongEquals()
    {
        var queue = new WeightedPriorityQueue<string>();
        foreach (var (item, priority) in new[] { ("low", -1), ("first", 5), ("middle", 0), ("second", 5), ("top", int.MaxValue), ("bottom", int.MinValue) })
        {
            Assert.IsTrue(queue.TryEnqueue(item, priority));
        }

        var taken = new List<string>();
        while (queue.TryDequeue(out var lease))
        {
            taken.Add(lease.Item);
            lease.Dispose();
        }

        CollectionAssert.AreEqual(new[] { "top", "first", "second", "middle", "low", "bottom" }, taken);
    }

    [TestMethod]
    public async Task DequeueAsync_BudgetSpent_WaitsAndNothingLighterOvertakes()
    {
        var queue = new WeightedPriorityQueue<string>(new() { Budget = 3 });
        queue.TryEnqueue("one", weight: 2);
        queue.TryEnqueue("heavy", weight: 3);
        queue.TryEnqueue("light", weight: 1);
        Assert.IsTrue(queue.TryDequeue(out var one));
        Assert.IsFalse(queue.TryDequeue(out _));
        var next = queue.DequeueAsync(context.CancellationToken).AsTask();

        one.Dispose();
        one.Dispose();
        var heavy = await next.WaitAsync(Condition.Patience, context.CancellationToken);
        Assert.AreEqual(("heavy", 3, 3), (heavy.Item, heavy.Weight, queue.Used));
        Assert.IsFalse(queue.TryDequeue(out _));
        heavy.Dispose();
        Assert.IsTrue(queue.TryDequeue(out var light));
        Assert.AreEqual(("light", 1), (light.Item, queue.Used));
    }

    [TestMethod]
    public async Task DequeueAsync_Cancelled_TakesNothing()
    {
        var queue = new WeightedPriorityQueue<int>();
        using var cancellation = new CancellationTokenSource();
        var first = queue.DequeueAsync(cancellation.Token).AsTask();
        var second = queue.DequeueAsync(context.CancellationToken).AsTask();
        await cancellation.CancelAsync();
        queue.TryEnqueue(7);

        await Assert.ThrowsExactlyAsync<TaskCanceledException>(() => first);
        Assert.AreEqual(7, (await second.WaitAsync(Condition.Patience, context.CancellationToken)).Item);
    }

    [TestMethod]
    public async Task EnqueueAsync_Full_WaitsForRoom()
    {
        var queue = new WeightedPriorityQueue<int>(new() { Capacity = 1 });
        queue.TryEnqueue(1);
        using var cancellation = new CancellationTokenSource();
        var second = queue.EnqueueAsync(2, cancellationToken: cancellation.Token).AsTask();
        var third = queue.EnqueueAsync(3, cancellationToken: context.CancellationToken).AsTask();
        Assert.IsFalse(queue.TryEnqueue(4));
        await cancellation.CancelAsync();
        await Assert.ThrowsExactlyAsync<TaskCanceledException>(() => second);

        Assert.IsTrue(queue.TryDequeue(out _));
        Assert.IsTrue(await third.WaitAsync(Condition.Patience, context.CancellationToken));
        Assert.IsTrue(queue.TryDequeue(out var lease));
        Assert.AreEqual(3, lease.Item);
    }

    [TestMethod]
    public async Task Complete_GivesOutWhatIsIn_ThenNothing()
    {
        var queue = new WeightedPriorityQueue<int>(new() { Capacity = 1, Budget = 1 });
        queue.TryEnqueue(1);
        var waiting = queue.EnqueueAsync(2, cancellationToken: context.CancellationToken).AsTask();
        queue.Complete();
        queue.Complete();

        Assert.IsFalse(await waiting.WaitAsync(Condition.Patience, context.CancellationToken));
        Assert.IsFalse(await queue.EnqueueAsync(3, cancellationToken: context.CancellationToken));
        Assert.IsFalse(queue.TryEnqueue(3));
        Assert.AreEqual(1, (await queue.DequeueAsync(context.CancellationToken)).Item);
        var none = await queue.DequeueAsync(context.CancellationToken);
        Assert.IsFalse(none.IsHeld);
        Assert.ThrowsExactly<InvalidOperationException>(() => none.Item);
        none.Dispose();
    }

    [TestMethod]
    public async Task Complete_SomebodyWaits_GetsNothing()
    {
        var queue = new WeightedPriorityQueue<int>();
        var waiting = queue.DequeueAsync(context.CancellationToken).AsTask();
        queue.Complete();

        Assert.IsFalse((await waiting.WaitAsync(Condition.Patience, context.CancellationToken)).IsHeld);
    }

    [TestMethod]
    public void ToString_NeverShowsTheItem()
    {
        var queue = new WeightedPriorityQueue<string>();
        queue.TryEnqueue("secret", 3, 2);
        queue.TryDequeue(out var lease);

        Assert.AreEqual("item of priority 3, weight 2", lease.ToString());
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(11)]
    public void TryEnqueue_WeightOutsideItsRange_Throws(int weight)
        => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new WeightedPriorityQueue<int>().TryEnqueue(1, weight: weight));
}
