using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Protection;

[TestClass]
public sealed class CircuitBreakersTests
{
    [TestMethod]
    public void Get_SameNameAndKey_IsTheSameBreaker()
    {
        var breakers = new CircuitBreakers();
        var one = breakers.Get("api", "a");

        Assert.AreSame(one, breakers.Get("api", "a"));
        Assert.AreSame(one, breakers.Find("api", "a"));
        Assert.AreNotSame(one, breakers.Get("api", "b"));
        Assert.AreNotSame(one, breakers.Get("api"));
        Assert.IsNull(breakers.Find("other"));
        CollectionAssert.AreEquivalent(new[] { "api", "api/a", "api/b" }, breakers.List().Select(static breaker => breaker.Name).ToArray());
    }

    [TestMethod]
    public void Get_WithOptions_TheFirstOnesCount()
    {
        var breakers = new CircuitBreakers(new() { Defaults = new() { Threshold = 3 } });
        Fail(breakers.Get("mine", options: new() { Threshold = 1 }), 1);
        Fail(breakers.Get("default"), 2);
        Fail(breakers.Get("default", options: new() { Threshold = 1 }), 0);

        Assert.AreEqual(CircuitState.Open, breakers.Get("mine").State);
        Assert.AreEqual(CircuitState.Closed, breakers.Get("default").State);
        Fail(breakers.Get("default"), 1);
        Assert.AreEqual(CircuitState.Open, breakers.Get("default").State);
    }

    [TestMethod]
    public void Get_Full_ForgetsOnlyCleanOnes()
    {
        var breakers = new CircuitBreakers(new() { Capacity = 20 }, new ManualTimeProvider());
        var failing = breakers.Get("failing");
        Fail(failing, 1);
        var open = breakers.Get("open");
        open.Trip();
        for (var i = 0; i < 1_000; i++)
        {
            breakers.Get("idle", $"{i}");
            Assert.IsLessThanOrEqualTo(20, breakers.Count);
        }

        Assert.AreSame(failing, breakers.Find("failing"));
        Assert.AreSame(open, breakers.Find("open"));
    }

    [TestMethod]
    public void Get_Full_SparesWhatIsUsed()
    {
        var breakers = new CircuitBreakers(new() { Capacity = 20 });
        var used = breakers.Get("used");
        for (var i = 0; i < 1_000; i++)
        {
            breakers.Get("idle", $"{i}");
            Assert.AreSame(used, breakers.Get("used"));
        }
    }

    [TestMethod]
    public void Get_FullOfFailures_Throws()
    {
        var breakers = new CircuitBreakers(new() { Capacity = 3 });
        for (var i = 0; i < 3; i++)
        {
            Fail(breakers.Get($"{i}"), 1);
        }

        Assert.ThrowsExactly<InvalidOperationException>(() => breakers.Get("one more"));
        breakers.Get("1").Reset();
        breakers.Get("one more");
        Assert.AreEqual(3, breakers.Count);
    }

    [TestMethod]
    public void Get_EmptyName_Throws() => Assert.ThrowsExactly<ArgumentException>(() => new CircuitBreakers().Get(""));

    private static void Fail(CircuitBreaker breaker, int times)
    {
        for (var i = 0; i < times; i++)
        {
            breaker.TryEnter(out var lease);
            lease.Failed();
        }
    }
}
