using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Supervision;

/// <summary>Parts that are added while others begin or leave.</summary>
[TestClass]
public sealed class SupervisorAddTests
{
    [TestMethod]
    public async Task Add_PartsThatMayBeLeftBehindAtOnce_StillBeginInOrder()
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { AbandonAfter = TimeSpan.Zero });
        using var go = new ManualResetEventSlim();
        var order = new List<string>();
        engine.Supervisor.Add("slow", token =>
        {
            go.Wait(token);
            order.Add("slow");
            return Task.Delay(Timeout.Infinite, token);
        });
        engine.Supervisor.Add(
            "next",
            token =>
            {
                order.Add("next");
                return Task.Delay(Timeout.Infinite, token);
            },
            "slow");

        go.Set();

        await Condition.HoldsAsync(() => order.Count == 2, "both have begun");
        CollectionAssert.AreEqual(new[] { "slow", "next" }, order);
    }

    [TestMethod]
    public async Task Add_DependsOnAPartThatIsBeingRemoved_IsRefused()
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { AbandonAfter = TimeSpan.FromMinutes(1) });
        var stopping = new TaskCompletionSource();
        var letGo = new TaskCompletionSource();
        engine.Supervisor.Add("a", async token =>
        {
            await using var told = token.Register(stopping.SetResult);
            await letGo.Task;
        });
        var removal = engine.Supervisor.RemoveAsync("a");
        await stopping.Task;

        var error = Assert.ThrowsExactly<ArgumentException>(() => engine.Supervisor.Add("c", static _ => Task.CompletedTask, "a"));

        Assert.Contains("no part named a", error.Message);
        letGo.SetResult();
        Assert.IsTrue(await removal);
    }
}
