using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Protection;

[TestClass]
public sealed class CircuitBreakerTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly List<CircuitTransition> _told = [];

    [TestMethod]
    public void Failed_FiveInARow_Opens()
    {
        var breaker = Make(new());
        Fail(breaker, 4);
        Assert.AreEqual(CircuitState.Closed, breaker.State);
        Fail(breaker, 1);

        Assert.AreEqual(CircuitState.Open, breaker.State);
        Assert.IsFalse(breaker.TryEnter(out _));
        Assert.AreEqual(TimeSpan.FromSeconds(60), breaker.RetryAfter);
        Assert.AreEqual(new CircuitTransition { Breaker = "test", From = CircuitState.Closed, To = CircuitState.Open, Failures = 5 }, _told.Single());
    }

    [TestMethod]
    public void Succeeded_BetweenFailures_BeginsTheRowAgain()
    {
        var breaker = Make(new());
        Fail(breaker, 4);
        Succeed(breaker, 1);
        Fail(breaker, 4);

        Assert.AreEqual(CircuitState.Closed, breaker.State);
        Assert.IsFalse(breaker.IsPristine);
    }

    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(3, 1)]
    [DataRow(5, 2)]
    [DataRow(10, 5)]
    public void Succeeded_HalfTheThresholdOfProbes_Closes(int threshold, int probes)
    {
        var breaker = Make(new() { Threshold = threshold });
        Fail(breaker, threshold);
        _time.Advance(TimeSpan.FromSeconds(60));
        for (var probe = 1; probe <= probes; probe++)
        {
            Assert.AreNotEqual(CircuitState.Closed, breaker.State, $"before probe {probe}");
            Succeed(breaker, 1);
        }

        Assert.AreEqual(CircuitState.Closed, breaker.State);
        CollectionAssert.AreEqual(new[] { CircuitState.Open, CircuitState.HalfOpen, CircuitState.Closed }, _told.Select(static told => told.To).ToArray());
    }

    [TestMethod]
    public void TryEnter_WhileOpen_DoesNotPostponeRecovery()
    {
        var breaker = Opened(new());
        for (var second = 0; second < 59; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.IsFalse(breaker.TryEnter(out _));
        }

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.IsTrue(breaker.TryEnter(out _));
        Assert.AreEqual(CircuitState.HalfOpen, breaker.State);
    }

    [TestMethod]
    public void TryEnter_AProbeIsOut_IsRefused()
    {
        var breaker = Opened(new() { ProbeSuccesses = 2 });
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.IsTrue(breaker.TryEnter(out var probe));
        Assert.IsFalse(breaker.TryEnter(out _));

        probe.Succeeded();
        Assert.IsTrue(breaker.TryEnter(out _));
        Assert.IsFalse(breaker.TryEnter(out _));
    }

    [TestMethod]
    public void Failed_AProbe_OpensForTheWholeTimeAgain()
    {
        var breaker = Opened(new());
        _time.Advance(TimeSpan.FromSeconds(60));
        Fail(breaker, 1);

        Assert.AreEqual(CircuitState.Open, breaker.State);
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.IsFalse(breaker.TryEnter(out _));
        Assert.AreEqual((CircuitState.Open, 1), (_told[^1].To, _told[^1].Failures));
    }

    [TestMethod]
    public void TryEnter_TheProbeIsLost_TakesItsPlaceAfterTheProbeTimeout()
    {
        var breaker = Opened(new() { ProbeSuccesses = 1, ProbeTimeout = TimeSpan.FromSeconds(5) });
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.IsTrue(breaker.TryEnter(out var lost));
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.IsFalse(breaker.TryEnter(out _));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.IsTrue(breaker.TryEnter(out var next));

        lost.Failed();
        lost.Abandon();
        Assert.AreEqual(CircuitState.HalfOpen, breaker.State);
        next.Succeeded();
        Assert.AreEqual(CircuitState.Closed, breaker.State);
    }

    [TestMethod]
    public void Abandon_AProbe_CountsForNothingAndLetsTheNextProbe()
    {
        var breaker = Opened(new() { ProbeSuccesses = 1 });
        _time.Advance(TimeSpan.FromSeconds(60));
        breaker.TryEnter(out var probe);
        probe.Abandon();

        Assert.AreEqual(CircuitState.HalfOpen, breaker.State);
        Assert.IsTrue(breaker.TryEnter(out var next));
        probe.Abandon();
        Assert.IsFalse(breaker.TryEnter(out _));
        next.Succeeded();
        Assert.AreEqual(CircuitState.Closed, breaker.State);
    }

    [TestMethod]
    public void Succeeded_AProbeTwice_CountsOnce()
    {
        var breaker = Opened(new() { ProbeSuccesses = 2 });
        _time.Advance(TimeSpan.FromSeconds(60));
        breaker.TryEnter(out var probe);
        probe.Succeeded();
        probe.Succeeded();

        Assert.AreEqual(CircuitState.HalfOpen, breaker.State);
    }

    [TestMethod]
    public void Results_OfCallsBeforeATransition_AreIgnored()
    {
        var breaker = Make(new() { Threshold = 2, ProbeSuccesses = 1 });
        breaker.TryEnter(out var early);
        Fail(breaker, 2);
        early.Succeeded();
        Assert.AreEqual(CircuitState.Open, breaker.State);

        _time.Advance(TimeSpan.FromSeconds(60));
        breaker.TryEnter(out var probe);
        early.Failed();
        early.Abandon();
        Assert.IsFalse(breaker.TryEnter(out _), "the probe is still out");
        probe.Succeeded();

        Fail(breaker, 1);
        early.Succeeded();
        early.Failed();
        Assert.AreEqual(CircuitState.Closed, breaker.State);
        Fail(breaker, 1);
        Assert.AreEqual(CircuitState.Open, breaker.State);
    }

    [TestMethod]
    public void Trip_OpensAndResetCloses_ToldOnce()
    {
        var breaker = Make(new());
        breaker.Trip();
        _time.Advance(TimeSpan.FromSeconds(30));
        breaker.Trip();
        Assert.AreEqual((CircuitState.Open, TimeSpan.FromSeconds(60)), (breaker.State, breaker.RetryAfter));
        breaker.Reset();
        breaker.Reset();

        Assert.AreEqual((CircuitState.Closed, TimeSpan.Zero), (breaker.State, breaker.RetryAfter));
        CollectionAssert.AreEqual(new[] { (CircuitState.Open, 0), (CircuitState.Closed, 0) }, _told.Select(static told => (told.To, told.Failures)).ToArray());
    }

    [TestMethod]
    public void Reset_WhileClosed_ForgetsFailures()
    {
        var breaker = Make(new());
        Fail(breaker, 4);
        breaker.Reset();
        Assert.IsTrue(breaker.IsPristine);
        Fail(breaker, 4);

        Assert.AreEqual(CircuitState.Closed, breaker.State);
        Assert.IsEmpty(_told);
    }

    [TestMethod]
    public void OnTransition_ThrowsOrCallsBack_DisturbsNothing()
    {
        CircuitBreaker? breaker = null;
        breaker = new CircuitBreaker("test", new()
        {
            Threshold = 1,
            OnTransition = transition =>
            {
                _told.Add(transition);
                if (transition.To == CircuitState.Open)
                {
                    breaker!.Reset();
                }

                throw new InvalidOperationException("a watcher that throws");
            },
        }, _time);
        Fail(breaker, 1);

        Assert.AreEqual(CircuitState.Closed, breaker.State);
        CollectionAssert.AreEqual(new[] { CircuitState.Open, CircuitState.Closed }, _told.Select(static told => told.To).ToArray());
    }

    [TestMethod]
    public void DefaultLease_DoesNothing()
    {
        BreakerLease lease = default;
        lease.Succeeded();
        lease.Failed();
        lease.Abandon();
    }

    [TestMethod]
    public void Constructor_EmptyName_Throws() => Assert.ThrowsExactly<ArgumentException>(() => new CircuitBreaker(" "));

    private static void Fail(CircuitBreaker breaker, int times)
    {
        for (var i = 0; i < times; i++)
        {
            Assert.IsTrue(breaker.TryEnter(out var lease));
            lease.Failed();
        }
    }

    private static void Succeed(CircuitBreaker breaker, int times)
    {
        for (var i = 0; i < times; i++)
        {
            Assert.IsTrue(breaker.TryEnter(out var lease));
            lease.Succeeded();
        }
    }

    private CircuitBreaker Make(CircuitBreakerOptions options) => new("test", options with { OnTransition = _told.Add }, _time);

    private CircuitBreaker Opened(CircuitBreakerOptions options)
    {
        var breaker = Make(options);
        Fail(breaker, options.Threshold);
        return breaker;
    }
}
