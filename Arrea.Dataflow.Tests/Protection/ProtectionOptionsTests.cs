using Arrea.Dataflow.Protection;

namespace Arrea.Dataflow.Tests.Protection;

/// <summary>Both ends of each range are taken, and what lies beyond is refused under the property's name.</summary>
[TestClass]
public sealed class ProtectionOptionsTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [TestMethod]
    public void Numbers_BothEnds()
    {
        Check(1, 1_000_000, nameof(CircuitBreakerOptions.Threshold), static value => new CircuitBreakerOptions { Threshold = value });
        Check(1, 1_000_000, nameof(CircuitBreakerOptions.ProbeSuccesses), static value => new CircuitBreakerOptions { ProbeSuccesses = value });
        Check(1, 100_000, nameof(FailureWindow.MinimumCalls), static value => new FailureWindow { MinimumCalls = value });
        Check(1, 1_000_000, nameof(CircuitBreakersOptions.Capacity), static value => new CircuitBreakersOptions { Capacity = value });
        Check(1, 1_000_000, nameof(BulkheadOptions.Capacity), static value => new BulkheadOptions { Capacity = value });
        Check(0, 1_000_000, nameof(BulkheadOptions.QueueLimit), static value => new BulkheadOptions { QueueLimit = value });
        Check(1, 1_000_000, nameof(RateLimiterOptions.Permits), static value => new RateLimiterOptions { Permits = value });
        Check(1, 1_000_000, nameof(RateLimiterOptions.Burst), static value => new RateLimiterOptions { Burst = value });
        Check(0, 1_000_000, nameof(RateLimiterOptions.QueueLimit), static value => new RateLimiterOptions { QueueLimit = value });
        Check(0, 100_000, nameof(ResourcePoolOptions<int>.Min), static value => new ResourcePoolOptions<int> { Min = value });
        Check(1, 100_000, nameof(ResourcePoolOptions<int>.Max), static value => new ResourcePoolOptions<int> { Max = value });
        Check(1, 10_000_000, nameof(WeightedPriorityQueueOptions.Capacity), static value => new WeightedPriorityQueueOptions { Capacity = value });
        Check(1, 1_000_000_000, nameof(WeightedPriorityQueueOptions.Budget), static value => new WeightedPriorityQueueOptions { Budget = value });
        Check(1, 1L << 62, 1L, nameof(ResourceBudgetOptions.Capacity), static value => new ResourceBudgetOptions { Capacity = value });
        Check(1, 1L << 62, 1L, nameof(ResourceBudgetOptions.Quota), static value => new ResourceBudgetOptions { Quota = value });
    }

    [TestMethod]
    public void Times_BothEnds()
    {
        var millisecond = TimeSpan.FromMilliseconds(1);
        Check(TimeSpan.FromSeconds(1), TimeSpan.FromDays(30), Tick, nameof(CircuitBreakerOptions.Timeout), static value => new CircuitBreakerOptions { Timeout = value });
        Check(millisecond, TimeSpan.FromDays(30), Tick, nameof(CircuitBreakerOptions.ProbeTimeout), static value => new CircuitBreakerOptions { ProbeTimeout = value });
        Check(TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(1), Tick, nameof(FailureWindow.Length), static value => new FailureWindow { Length = value });
        Check(millisecond, TimeSpan.FromDays(1), Tick, nameof(RateLimiterOptions.Period), static value => new RateLimiterOptions { Period = value });
        Check(millisecond, TimeSpan.FromDays(30), Tick, nameof(ResourcePoolOptions<int>.IdleLifetime), static value => new ResourcePoolOptions<int> { IdleLifetime = value });
        Check(millisecond, TimeSpan.FromDays(1), Tick, nameof(ResourcePoolOptions<int>.RentTimeout), static value => new ResourcePoolOptions<int> { RentTimeout = value });
    }

    [TestMethod]
    public void Ratio_BothEndsAndNotANumber()
    {
        Assert.AreEqual(0.001, new FailureWindow { Ratio = 0.001 }.Ratio);
        Assert.AreEqual(1, new FailureWindow { Ratio = 1 }.Ratio);
        foreach (var wrong in new[] { 0.0009, 1.0001, double.NaN })
        {
            Assert.AreEqual(nameof(FailureWindow.Ratio), Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new FailureWindow { Ratio = wrong }).ParamName);
        }
    }

    [TestMethod]
    public void Values_OfNoKnownKind_Throw()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(static () => new RateLimiterOptions { Algorithm = (RateAlgorithm)2 });
        Assert.ThrowsExactly<ArgumentNullException>(static () => new CircuitBreakersOptions { Defaults = null! });
    }

    private static void Check(int least, int most, string name, Func<int, object> set) => Check(least, most, 1, name, set);

    private static void Check(TimeSpan least, TimeSpan most, TimeSpan step, string name, Func<TimeSpan, object> set)
        => Check(least.Ticks, most.Ticks, step.Ticks, name, ticks => set(TimeSpan.FromTicks(ticks)));

    private static void Check<T>(T least, T most, T step, string name, Func<T, object> set)
        where T : System.Numerics.INumber<T>
    {
        set(least);
        set(most);
        Assert.AreEqual(name, Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => set(least - step)).ParamName);
        Assert.AreEqual(name, Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => set(most + step)).ParamName);
    }
}
