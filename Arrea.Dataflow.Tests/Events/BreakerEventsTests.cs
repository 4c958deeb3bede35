using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Events;

/// <summary>Transitions of the breakers of an engine, as its subscribers see them.</summary>
[TestClass]
public sealed class BreakerEventsTests
{
    [TestMethod]
    public async Task Transitions_OfAnEnginesBreaker_AreEventsAndNothingElseIs()
    {
        var time = new ManualTimeProvider();
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { TimeProvider = time, EventDelivery = EventDelivery.Inline, CircuitBreakerThreshold = 2 });
        var log = new EventLog();
        using var watch = engine.Events.Subscribe(log);
        var protection = new Dataflow.Protection.AttemptProtection { CircuitBreaker = engine.CircuitBreakers.Get("http", "example.org") };
        var options = Engines.Workers(1) with { Protection = protection };
        Job fails = Job.Run(static () => { throw new IOException("down"); });

        await engine.RunAsync([fails, fails, fails, fails], options);
        time.Advance(TimeSpan.FromSeconds(60));
        await engine.RunAsync([fails], options);
        time.Advance(TimeSpan.FromSeconds(60));
        await engine.RunAsync([Job.Run(static () => 1), Job.Run(static () => 2)], options);

        var told = log.All.OfType<BreakerEvent>().ToList();
        Assert.AreEqual("BreakerOpened BreakerHalfOpened BreakerOpened BreakerHalfOpened BreakerClosed", string.Join(' ', told.Select(static e => e.GetType().Name)));
        Assert.IsTrue(told.TrueForAll(static e => e.Breaker == "http/example.org"));
        CollectionAssert.AreEqual(new[] { 2, 1 }, told.OfType<BreakerOpened>().Select(static e => e.Failures).ToArray());
        Assert.IsTrue(log.All.Select(static (e, n) => e.Sequence == n + 1).All(static inOrder => inOrder));
    }

    [TestMethod]
    public async Task Transitions_OfABreakerWithAWatcherOfItsOwn_AreToldToBoth()
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { EventDelivery = EventDelivery.Inline });
        var log = new EventLog();
        using var watch = engine.Events.Subscribe(log);
        var own = 0;
        var breaker = engine.CircuitBreakers.Get("b", options: new()
        {
            OnTransition = _ =>
            {
                own++;
                throw new IOException("of the watcher's own");
            },
        });

        breaker.Trip();
        breaker.Reset();

        Assert.AreEqual(2, own);
        Assert.AreEqual("BreakerOpened BreakerClosed", string.Join(' ', log.All.Select(static e => e.GetType().Name)));
    }
}
