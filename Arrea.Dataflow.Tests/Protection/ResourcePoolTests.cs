using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Protection;

[TestClass]
public sealed class ResourcePoolTests(TestContext context)
{
    private readonly ManualTimeProvider _time = new();
    private readonly Workshop _workshop = new();

    [TestMethod]
    public async Task RentAsync_Returned_IsLentAgain()
    {
        await using var pool = Make(new());
        var rented = await pool.RentAsync(context.CancellationToken);
        var resource = rented.Value;
        rented.Return();
        using var again = await pool.RentAsync(context.CancellationToken);

        Assert.AreSame(resource, again.Value);
        Assert.AreEqual((1, 0), (pool.Size, pool.Idle));
    }

    [TestMethod]
    public async Task Return_Twice_Throws()
    {
        await using var pool = Make(new());
        var rented = await pool.RentAsync(context.CancellationToken);
        rented.Return();

        Assert.ThrowsExactly<InvalidOperationException>(rented.Return);
        Assert.ThrowsExactly<InvalidOperationException>(rented.Discard);
        Assert.ThrowsExactly<InvalidOperationException>(() => rented.Value);
        rented.Dispose();
        Assert.AreEqual((1, 1), (pool.Size, pool.Idle));
    }

    [TestMethod]
    public async Task RentAsync_AllLent_WaitsInOrder()
    {
        await using var pool = Make(new() { Max = 1 });
        var rented = await pool.RentAsync(context.CancellationToken);
        var resource = rented.Value;
        var waits = Enumerable.Range(0, 3).Select(_ => pool.RentAsync(context.CancellationToken).AsTask()).ToList();
        for (var i = 0; i < 3; i++)
        {
            rented.Dispose();
            rented = await waits[i].WaitAsync(Condition.Patience, context.CancellationToken);
            Assert.AreSame(resource, rented.Value);
            Assert.AreEqual(2 - i, pool.Waiting);
        }

        rented.Dispose();
    }

    [TestMethod]
    public async Task RentAsync_AWaiterTimesOut_SwallowsNothing()
    {
        await using var pool = Make(new() { Max = 1, RentTimeout = TimeSpan.FromSeconds(5) });
        var rented = await pool.RentAsync(context.CancellationToken);
        var early = pool.RentAsync(context.CancellationToken).AsTask();
        _time.Advance(TimeSpan.FromSeconds(3));
        var late = pool.RentAsync(context.CancellationToken).AsTask();
        _time.Advance(TimeSpan.FromSeconds(2));
        await Assert.ThrowsExactlyAsync<TimeoutException>(() => early);
        rented.Return();

        using var next = await late.WaitAsync(Condition.Patience, context.CancellationToken);
        Assert.AreEqual((1, 0), (pool.Size, pool.Waiting));
    }

    [TestMethod]
    public async Task RentAsync_Cancelled_SaysSoWithTheCallersToken()
    {
        await using var pool = Make(new() { Max = 1, RentTimeout = TimeSpan.FromSeconds(5) });
        using var rented = await pool.RentAsync(context.CancellationToken);
        using var cancellation = new CancellationTokenSource();
        var waiting = pool.RentAsync(cancellation.Token).AsTask();
        await cancellation.CancelAsync();

        var error = await Assert.ThrowsAsync<OperationCanceledException>(() => waiting);
        Assert.AreEqual(cancellation.Token, error.CancellationToken);
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await pool.RentAsync(cancellation.Token));
    }

    [TestMethod]
    public async Task Discard_IsDisposedAndReplaced()
    {
        await using var pool = Make(new() { Max = 1 });
        var rented = await pool.RentAsync(context.CancellationToken);
        var dead = rented.Value;
        var waiting = pool.RentAsync(context.CancellationToken).AsTask();
        rented.Discard();

        using var next = await waiting.WaitAsync(Condition.Patience, context.CancellationToken);
        Assert.AreNotSame(dead, next.Value);
        Assert.IsTrue(dead.IsDisposed);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task RentAsync_AnIdleOneIsDead_IsDisposedAndReplaced(bool throws)
    {
        await using var pool = Make(new() { Max = 1, IsHealthy = (resource, _) => throws ? throw new IOException("dead") : ValueTask.FromResult(resource.Number > 1) });
        var rented = await pool.RentAsync(context.CancellationToken);
        var dead = rented.Value;
        rented.Return();
        using var next = await pool.RentAsync(context.CancellationToken);

        Assert.AreEqual((1, 2, true, 1), (dead.Number, next.Value.Number, dead.IsDisposed, pool.Size));
    }

    [TestMethod]
    public async Task RentAsync_CancelledDuringTheCheck_KeepsTheResource()
    {
        using var cancellation = new CancellationTokenSource();
        var checking = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var pool = Make(new()
        {
            Max = 1,
            IsHealthy = async (_, token) =>
            {
                checking.TrySetResult();
                await Task.Delay(Timeout.Infinite, token.CanBeCanceled && token == cancellation.Token ? token : new CancellationToken(canceled: true)).ContinueWith(_ => token.ThrowIfCancellationRequested(), TaskScheduler.Default);
                return true;
            },
        });
        var rented = await pool.RentAsync(context.CancellationToken);
        var resource = rented.Value;
        rented.Return();
        var check = pool.RentAsync(cancellation.Token).AsTask();
        await checking.Task;
        await cancellation.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => check);

        using var next = await pool.RentAsync(context.CancellationToken);
        Assert.AreSame(resource, next.Value);
    }

    [TestMethod]
    public async Task RentAsync_TheFactoryFails_OnlyItsRenterIsTold()
    {
        await using var pool = Make(new() { Max = 1 });
        var gate = _workshop.Hold();
        var first = pool.RentAsync(context.CancellationToken).AsTask();
        var second = pool.RentAsync(context.CancellationToken).AsTask();
        gate.SetException(new IOException("no connection"));

        await Assert.ThrowsExactlyAsync<IOException>(() => first);
        using var rented = await second.WaitAsync(Condition.Patience, context.CancellationToken);
        Assert.AreEqual((1, 0), (pool.Size, pool.Waiting));
    }

    [TestMethod]
    public async Task IdleLifetime_Over_LeavesTheMinimum()
    {
        await using var pool = Make(new() { Min = 1, Max = 3, IdleLifetime = TimeSpan.FromMinutes(1) });
        var rented = new List<PooledResource<Resource>>();
        for (var i = 0; i < 3; i++)
        {
            rented.Add(await pool.RentAsync(context.CancellationToken));
        }

        var resources = rented.ConvertAll(static one => one.Value);
        rented.ForEach(static one => one.Return());
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.AreEqual(3, pool.Idle);
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.AreEqual((1, 1), (pool.Size, pool.Idle));
        CollectionAssert.AreEqual(new[] { true, true, false }, resources.ConvertAll(static resource => resource.IsDisposed));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.AreEqual((1, 0), (pool.Idle, _time.ActiveTimers));
    }

    [TestMethod]
    public async Task WarmAsync_MakesTheMinimum_AndADeadOneIsReplacedAtOnce()
    {
        await using var pool = Make(new() { Min = 2 });
        await pool.WarmAsync(context.CancellationToken);
        Assert.AreEqual((2, 2), (pool.Size, pool.Idle));

        (await pool.RentAsync(context.CancellationToken)).Discard();
        await Condition.HoldsAsync(() => pool.Idle == 2, "the dead one is replaced");
        Assert.AreEqual(3, _workshop.Made.Count);
    }

    [TestMethod]
    public async Task WarmAsync_TheFactoryFails_TellsAndLeavesThePlaceFree()
    {
        await using var pool = Make(new() { Min = 1, Max = 1 });
        _workshop.Hold().SetException(new IOException("no connection"));
        await Assert.ThrowsExactlyAsync<IOException>(() => pool.WarmAsync(context.CancellationToken));

        using var rented = await pool.RentAsync(context.CancellationToken);
        Assert.AreEqual(1, pool.Size);
    }

    [TestMethod]
    public async Task DisposeAsync_WaitsForWhatIsLent()
    {
        var pool = Make(new() { Max = 2 });
        var idle = await pool.RentAsync(context.CancellationToken);
        var lent = await pool.RentAsync(context.CancellationToken);
        var resources = new[] { idle.Value, lent.Value };
        var waiting = pool.RentAsync(context.CancellationToken).AsTask();
        var second = pool.RentAsync(context.CancellationToken).AsTask();
        idle.Return();
        (await waiting.WaitAsync(Condition.Patience, context.CancellationToken)).Return();
        (await second.WaitAsync(Condition.Patience, context.CancellationToken)).Return();
        using var third = await pool.RentAsync(context.CancellationToken);
        var refused = pool.RentAsync(context.CancellationToken).AsTask();
        var disposal = pool.DisposeAsync().AsTask();
        var again = pool.DisposeAsync().AsTask();

        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => refused);
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(async () => await pool.RentAsync(context.CancellationToken));
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => pool.WarmAsync(context.CancellationToken));
        Assert.IsFalse(disposal.IsCompleted);
        lent.Return();
        third.Return();
        await Task.WhenAll(disposal, again).WaitAsync(Condition.Patience, context.CancellationToken);
        Assert.IsTrue(resources.All(static resource => resource.IsDisposed));
        Assert.AreEqual(0, pool.Size);
    }

    [TestMethod]
    public void Constructor_MinAboveMax_Throws()
        => Assert.ThrowsExactly<ArgumentException>(() => Make(new() { Min = 2, Max = 1 }));

    private ResourcePool<Resource> Make(ResourcePoolOptions<Resource> options) => new(_workshop.MakeAsync, options, _time);
}
