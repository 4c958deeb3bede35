using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Protection;

[TestClass]
public sealed class CircuitBreakerWindowTests
{
    private static readonly FailureWindow Window = new() { MinimumCalls = 10, Ratio = 0.5, Length = TimeSpan.FromSeconds(10) };
    private readonly ManualTimeProvider _time = new();

    [TestMethod]
    public void Failed_RatioAndMinimumReached_Opens()
    {
        var breaker = Make();
        Add(breaker, failures: 0, successes: 5);
        Add(breaker, failures: 4, successes: 0);
        Assert.AreEqual(CircuitState.Closed, breaker.State);
        Add(breaker, failures: 1, successes: 0);

        Assert.AreEqual(CircuitState.Open, breaker.State);
    }

    [TestMethod]
    public void Failed_FewerThanTheMinimum_StaysClosed()
    {
        var breaker = Make();
        Add(breaker, failures: 9, successes: 0);

        Assert.AreEqual(CircuitState.Closed, breaker.State);
    }

    [TestMethod]
    public void Failed_OldOnesLeftTheWindow_CountNoMore()
    {
        var breaker = Make();
        Add(breaker, failures: 9, successes: 0);
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.IsFalse(breaker.IsPristine);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.IsTrue(breaker.IsPristine);
        Add(breaker, failures: 9, successes: 0);

        Assert.AreEqual(CircuitState.Closed, breaker.State);
    }

    [TestMethod]
    public void Failed_MoreCallsThanACellCounts_KeepsTheRatio()
    {
        var breaker = new CircuitBreaker("test", new() { Window = Window with { MinimumCalls = 100_000, Ratio = 0.4 } }, _time);
        for (var i = 0; i < 200_000; i++)
        {
            Add(breaker, failures: 1, successes: 2);
        }

        Assert.AreEqual(CircuitState.Closed, breaker.State);
        while (breaker.TryEnter(out var lease))
        {
            lease.Failed();
        }

        Assert.AreEqual(CircuitState.Open, breaker.State);
    }

    [TestMethod]
    public void Results_OfCallsBeforeAReset_AreIgnored()
    {
        var breaker = Make();
        var early = Enumerable.Range(0, 20).Select(_ => breaker.TryEnter(out var lease) ? lease : default).ToList();
        breaker.Reset();
        early.ForEach(static lease => lease.Failed());

        Assert.AreEqual(CircuitState.Closed, breaker.State);
        Assert.IsTrue(breaker.IsPristine);
    }

    private static void Add(CircuitBreaker breaker, int failures, int successes)
    {
        for (var i = 0; i < failures + successes; i++)
        {
            Assert.IsTrue(breaker.TryEnter(out var lease));
            if (i < failures)
            {
                lease.Failed();
            }
            else
            {
                lease.Succeeded();
            }
        }
    }

    private CircuitBreaker Make() => new("test", new() { Window = Window }, _time);
}
