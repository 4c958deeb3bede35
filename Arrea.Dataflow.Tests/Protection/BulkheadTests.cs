using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Protection;

[TestClass]
public sealed class BulkheadTests(TestContext context)
{
    [TestMethod]
    public void TryEnter_NoRoom_IsRefused()
    {
        var bulkhead = new Bulkhead(new() { Capacity = 3 });
        Assert.IsTrue(bulkhead.TryEnter(2, out var lease));
        Assert.IsFalse(bulkhead.TryEnter(2, out var refused));
        Assert.IsFalse(refused.IsHeld);
        Assert.IsTrue(bulkhead.TryEnter(out _));
        lease.Dispose();

        Assert.AreEqual(1, bulkhead.Used);
        Assert.IsTrue(bulkhead.TryEnter(2, out _));
    }

    [TestMethod]
    public void Dispose_Twice_GivesBackOnce()
    {
        var bulkhead = new Bulkhead(new() { Capacity = 2 });
        bulkhead.TryEnter(out var first);
        var copy = first;
        first.Dispose();
        bulkhead.TryEnter(out var second);
        first.Dispose();
        copy.Dispose();
        default(BulkheadLease).Dispose();

        Assert.AreEqual(1, bulkhead.Used);
        second.Dispose();
        Assert.AreEqual(0, bulkhead.Used);
    }

    [TestMethod]
    public async Task EnterAsync_NoQueue_IsRefusedAtOnce()
    {
        var bulkhead = new Bulkhead(new() { Capacity = 1 });
        using var lease = await bulkhead.EnterAsync(cancellationToken: context.CancellationToken);
        using var refused = await bulkhead.EnterAsync(cancellationToken: context.CancellationToken);

        Assert.AreEqual((true, false, 1), (lease.IsHeld, refused.IsHeld, bulkhead.Used));
    }

    [TestMethod]
    public async Task EnterAsync_HeavyFirst_IsNotOvertaken()
    {
        var bulkhead = new Bulkhead(new() { Capacity = 3, QueueLimit = 2 });
        bulkhead.TryEnter(out var one);
        bulkhead.TryEnter(out var two);
        var heavy = bulkhead.EnterAsync(3, context.CancellationToken).AsTask();
        Assert.IsFalse(bulkhead.TryEnter(out _), "there is room for one, but somebody waits");
        var light = bulkhead.EnterAsync(1, context.CancellationToken).AsTask();
        Assert.IsFalse((await bulkhead.EnterAsync(1, context.CancellationToken)).IsHeld, "the queue is full");

        one.Dispose();
        Assert.AreEqual(2, bulkhead.Waiting);
        two.Dispose();
        var lease = await heavy.WaitAsync(Condition.Patience, context.CancellationToken);
        Assert.AreEqual((3, 1), (bulkhead.Used, bulkhead.Waiting));
        lease.Dispose();
        (await light.WaitAsync(Condition.Patience, context.CancellationToken)).Dispose();
        Assert.AreEqual(0, bulkhead.Used);
    }

    [TestMethod]
    public async Task EnterAsync_TheHeavyOneIsCancelled_LetsThoseBehindIn()
    {
        var bulkhead = new Bulkhead(new() { Capacity = 2, QueueLimit = 2 });
        bulkhead.TryEnter(out _);
        using var cancellation = new CancellationTokenSource();
        var heavy = bulkhead.EnterAsync(2, cancellation.Token).AsTask();
        var light = bulkhead.EnterAsync(1, context.CancellationToken).AsTask();
        await cancellation.CancelAsync();

        await Assert.ThrowsExactlyAsync<TaskCanceledException>(() => heavy);
        Assert.IsTrue((await light.WaitAsync(Condition.Patience, context.CancellationToken)).IsHeld);
        Assert.AreEqual((2, 0), (bulkhead.Used, bulkhead.Waiting));
    }

    [TestMethod]
    public async Task EnterAsync_CancelledBefore_TakesNothing()
    {
        var bulkhead = new Bulkhead();
        await Assert.ThrowsExactlyAsync<TaskCanceledException>(async () => await bulkhead.EnterAsync(1, new CancellationToken(canceled: true)));

        Assert.AreEqual(0, bulkhead.Used);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(11)]
    public void TryEnter_WeightOutsideItsRange_Throws(int weight)
        => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new Bulkhead(new() { Capacity = 10 }).TryEnter(weight, out _));
}
