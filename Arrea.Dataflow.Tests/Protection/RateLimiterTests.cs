using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Protection;

[TestClass]
public sealed class RateLimiterTests(TestContext context)
{
    private static readonly RateLimiterOptions TenPerSecond = new() { Permits = 10, Period = TimeSpan.FromSeconds(1), Burst = 3 };
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private readonly ManualTimeProvider _time = new();

    [TestMethod]
    public void TryAcquire_TokenBucket_GivesABurstAndThenTheRate()
    {
        using var limiter = new RateLimiter(TenPerSecond, _time);
        Assert.IsTrue(limiter.TryAcquire(2).IsGranted);
        Assert.IsTrue(limiter.TryAcquire().IsGranted);
        Assert.AreEqual(new RatePermit(false, Interval), limiter.TryAcquire());
        Assert.AreEqual(new RatePermit(false, 2 * Interval), limiter.TryAcquire(2));

        _time.Advance(Interval);
        Assert.IsTrue(limiter.TryAcquire().IsGranted);
        Assert.IsFalse(limiter.TryAcquire().IsGranted);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.IsTrue(limiter.TryAcquire(3).IsGranted);
        Assert.IsFalse(limiter.TryAcquire().IsGranted, "no more than a burst is saved up");
    }

    [TestMethod]
    public void TryAcquire_LeakyBucket_SavesNothingUp()
    {
        using var limiter = new RateLimiter(TenPerSecond with { Algorithm = RateAlgorithm.LeakyBucket }, _time);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.IsTrue(limiter.TryAcquire().IsGranted);
        Assert.AreEqual(new RatePermit(false, Interval), limiter.TryAcquire());

        _time.Advance(Interval);
        Assert.IsTrue(limiter.TryAcquire(3).IsGranted);
        Assert.AreEqual(new RatePermit(false, 3 * Interval), limiter.TryAcquire());
    }

    [TestMethod]
    public async Task AcquireAsync_Waiters_AreServedInOrderByOneTimer()
    {
        using var limiter = new RateLimiter(TenPerSecond, _time);
        limiter.TryAcquire(3);
        var heavy = limiter.AcquireAsync(3, context.CancellationToken).AsTask();
        var light = limiter.AcquireAsync(1, context.CancellationToken).AsTask();
        Assert.AreEqual((2, 1), (limiter.Waiting, _time.ActiveTimers));

        _time.Advance(2 * Interval);
        Assert.AreEqual(new RatePermit(false, 3 * Interval), limiter.TryAcquire(), "nobody overtakes those who wait for one and for four permits");
        _time.Advance(Interval);
        Assert.IsTrue((await heavy.WaitAsync(Condition.Patience, context.CancellationToken)).IsGranted);
        Assert.AreEqual(1, limiter.Waiting);
        _time.Advance(Interval);
        Assert.IsTrue((await light.WaitAsync(Condition.Patience, context.CancellationToken)).IsGranted);
        Assert.AreEqual(0, _time.ActiveTimers);
    }

    [TestMethod]
    public async Task AcquireAsync_QueueFull_IsRefusedWithTheWait()
    {
        using var limiter = new RateLimiter(TenPerSecond with { QueueLimit = 1 }, _time);
        limiter.TryAcquire(3);
        _ = limiter.AcquireAsync(2, context.CancellationToken).AsTask();

        Assert.AreEqual(new RatePermit(false, 3 * Interval), await limiter.AcquireAsync(1, context.CancellationToken));
    }

    [TestMethod]
    public async Task AcquireAsync_TheFirstIsCancelled_TakesNothing()
    {
        using var limiter = new RateLimiter(TenPerSecond, _time);
        limiter.TryAcquire(3);
        using var cancellation = new CancellationTokenSource();
        var first = limiter.AcquireAsync(3, cancellation.Token).AsTask();
        var second = limiter.AcquireAsync(1, context.CancellationToken).AsTask();
        _time.Advance(Interval);
        await cancellation.CancelAsync();

        await Assert.ThrowsExactlyAsync<TaskCanceledException>(() => first);
        Assert.IsTrue((await second.WaitAsync(Condition.Patience, context.CancellationToken)).IsGranted);
    }

    [TestMethod]
    public async Task AcquireAsync_IntervalBelowAMillisecond_KeepsTheRate()
    {
        // A timer rings each millisecond, when ten intervals have passed.
        using var limiter = new RateLimiter(new() { Algorithm = RateAlgorithm.LeakyBucket, Permits = 10, Period = TimeSpan.FromMilliseconds(1) }, _time);
        var waits = Enumerable.Range(0, 101).Select(_ => limiter.AcquireAsync(1, context.CancellationToken).AsTask()).ToList();
        for (var millisecond = 1; millisecond <= 10; millisecond++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            Assert.AreEqual(100 - (10 * millisecond), limiter.Waiting);
        }

        await Task.WhenAll(waits).WaitAsync(Condition.Patience, context.CancellationToken);
    }

    [TestMethod]
    public async Task AcquireAsync_ServedVeryLate_MakesUpForLittle()
    {
        var late = new LateTimeProvider();
        using var limiter = new RateLimiter(new() { Algorithm = RateAlgorithm.LeakyBucket, Permits = 1_000, QueueLimit = 1_000 }, late);
        limiter.TryAcquire();
        var waits = Enumerable.Range(0, 100).Select(_ => limiter.AcquireAsync(1, context.CancellationToken).AsTask()).ToList();
        late.RingAfter(TimeSpan.FromMinutes(1));

        Assert.AreEqual(79, limiter.Waiting, "20 ms are made up for, and one is due");
        limiter.Dispose();
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => Task.WhenAll(waits));
    }

    [TestMethod]
    public void TryAcquire_HeldUpWhileOthersTake_IsGrantedWhatIsLeft()
    {
        var time = new HeldUpTimeProvider();
        using var limiter = new RateLimiter(TenPerSecond, time);
        time.WhileHeldUp = () => Assert.IsTrue(limiter.TryAcquire().IsGranted);

        Assert.IsTrue(limiter.TryAcquire().IsGranted);
        Assert.IsTrue(limiter.TryAcquire().IsGranted);
        Assert.IsFalse(limiter.TryAcquire().IsGranted);
    }

    [TestMethod]
    public async Task Dispose_SendsWaitersAway()
    {
        var limiter = new RateLimiter(TenPerSecond, _time);
        limiter.TryAcquire(3);
        var waiter = limiter.AcquireAsync(1, context.CancellationToken).AsTask();
        limiter.Dispose();

        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => waiter);
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(async () => await limiter.AcquireAsync(1, context.CancellationToken));
        Assert.AreEqual(0, _time.ActiveTimers);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(4)]
    public void TryAcquire_PermitsOutsideTheirRange_Throws(int permits)
    {
        using var limiter = new RateLimiter(TenPerSecond, _time);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => limiter.TryAcquire(permits));
    }

    [TestMethod]
    public void Constructor_BurstOfMoreThanAYear_Throws()
        => Assert.ThrowsExactly<ArgumentException>(() => new RateLimiter(new() { Permits = 1, Period = TimeSpan.FromDays(1), Burst = 366 }));

    /// <summary>A clock that is read a second before its reader goes on.</summary>
    private sealed class HeldUpTimeProvider : TimeProvider
    {
        private long _now;

        public Action? WhileHeldUp { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp()
        {
            var read = _now;
            if (WhileHeldUp is { } work)
            {
                WhileHeldUp = null;
                _now += TimeSpan.TicksPerSecond;
                work();
            }

            return read;
        }
    }

    /// <summary>A clock whose one timer rings when the test says so.</summary>
    private sealed class LateTimeProvider : TimeProvider
    {
        private long _now;
        private Action? _ring;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _ring = () => callback(state);
            return new Silent();
        }

        public void RingAfter(TimeSpan time)
        {
            _now += time.Ticks;
            _ring!();
        }

        private sealed class Silent : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => default;
        }
    }
}
