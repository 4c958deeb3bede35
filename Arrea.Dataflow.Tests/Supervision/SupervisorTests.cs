using Arrea.Dataflow.Events;
using Arrea.Dataflow.Supervision;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Supervision;

[TestClass]
public sealed class SupervisorTests(TestContext context)
{
    private readonly ManualTimeProvider _time = new();

    [TestMethod]
    public async Task Failure_OfAPartOthersDependOn_StopsThemBackwardsAndStartsAllForwards()
    {
        await using var engine = Create();
        var troupe = await ChainAsync(engine);

        troupe.Fail("a");

        // c depends on b, which depends on a; x depends on nothing.
        await troupe.StoryIsAsync("-c -b +a +b +c");
        await RunsAsync(troupe, "c");
        CollectionAssert.AreEqual(
            new[] { "sweep 0", "a 1", "x 0", "b 1", "c 1" }, engine.Supervisor.Parts.Select(static part => $"{part.Name} {part.Restarts}").ToArray());
        Assert.AreEqual("broken", troupe.Of("a").LastError!.Message);
        Assert.IsNull(troupe.Of("b").LastError);
        CollectionAssert.AreEqual(new[] { "b" }, troupe.Of("c").DependsOn.ToArray());
    }

    [TestMethod]
    public async Task Failure_OfTheLast_LeavesTheOthersAlone()
    {
        await using var engine = Create();
        var troupe = await ChainAsync(engine);

        troupe.Fail("c");

        await troupe.StoryIsAsync("+c");
        Assert.AreEqual((0, 0, 0), (troupe.Of("a").Restarts, troupe.Of("b").Restarts, troupe.Of("x").Restarts));
    }

    [TestMethod]
    public async Task Failure_WhileABatchRuns_LetsItGoOn()
    {
        await using var engine = Create();
        var troupe = await ChainAsync(engine);
        var gate = new TaskCompletionSource<int>();
        var batch = engine.Run([Jobs.Job.Run(() => gate.Task)], Engines.Workers(1));
        await Condition.HoldsAsync(() => batch.RunningWorkers.Any(), "the job runs");

        troupe.Fail("a");
        await troupe.StoryIsAsync("-c -b +a +b +c");
        gate.SetResult(7);

        Assert.AreEqual(7, (await batch.Completion).Results[0].Value);
    }

    [TestMethod]
    public async Task Return_OfAPart_IsForGood()
    {
        await using var engine = Create();
        var troupe = await ChainAsync(engine);

        troupe.Return("b");
        await Condition.HoldsAsync(() => troupe.Of("b").State == PartState.Done, "b is done");
        troupe.Fail("a");

        // c still depends on a, by way of b.
        await troupe.StoryIsAsync("-c +a +c");
        Assert.AreEqual((PartState.Done, 0), (troupe.Of("b").State, troupe.Of("b").Restarts));
    }

    [TestMethod]
    public async Task Failure_WhileBeingStopped_IsWrittenDownAndCountsAsNone()
    {
        await using var engine = Create(limit: 1);
        var troupe = await ChainAsync(engine);
        troupe.Sore.Add("b");

        troupe.Fail("a");

        await troupe.StoryIsAsync("-c -b +a +b +c");
        Assert.AreEqual("sore", troupe.Of("b").LastError!.Message);
        Assert.AreEqual(EngineState.Running, engine.State);
    }

    [TestMethod]
    public async Task Failure_OfTwoAtOnce_RestartsBoth()
    {
        await using var engine = Create(limit: 2);
        var troupe = await ChainAsync(engine);

        Parallel.Invoke(() => troupe.Fail("c"), () => troupe.Fail("x"));

        await Condition.HoldsAsync(() => troupe.Of("c").Restarts == 1 && troupe.Of("x").Restarts == 1, "both have been restarted");
        await RunsAsync(troupe, "c", "x");
    }

    [TestMethod]
    public async Task Failure_OfAPartAndOneThatDependsOnIt_RestartsEachOnceOrTwiceAndNoneIsLost()
    {
        for (var round = 0; round < 20; round++)
        {
            await using var engine = Create(limit: 2);
            var troupe = await ChainAsync(engine);

            Parallel.Invoke(() => troupe.Fail("c"), () => troupe.Fail("a"));

            await Condition.HoldsAsync(() => troupe.Of("a").Restarts == 1 && troupe.Of("c").Restarts is 1 or 2, "both have been restarted");
            await RunsAsync(troupe, "a", "b", "c");
            Assert.AreEqual(EngineState.Running, engine.State);
        }
    }

    [TestMethod]
    public async Task Failure_OfOneBesideAPartThatIgnoresItsToken_GoesOnWithoutItAfterAWhile()
    {
        await using var engine = Create();
        var troupe = await ChainAsync(engine);
        troupe.Deaf.Add("c");
        troupe.Fail("c");
        await troupe.StoryIsAsync("+c");
        troupe.Forget();
        troupe.Deaf.Clear();

        troupe.Fail("a");
        await Condition.HoldsAsync(() => troupe.Of("c").State == PartState.Stopping && _time.HasTimerWithin(TimeSpan.FromMilliseconds(500)), "c is waited for");
        Assert.AreEqual("", troupe.Story);
        _time.Advance(TimeSpan.FromMilliseconds(500));

        await troupe.StoryIsAsync("-b +a +b +c");
        await RunsAsync(troupe, "c");
    }

    [TestMethod]
    public async Task Restart_IsToldAsAnEvent()
    {
        await using var engine = Create();
        var log = new EventLog();
        using var watch = engine.Events.Subscribe(log);
        var troupe = await ChainAsync(engine);

        troupe.Fail("b", "no connection");

        await Condition.HoldsAsync(() => log.All.Count == 2, "both restarts are told");
        CollectionAssert.AreEqual(
            new[] { "b 1 no connection", "c 1 no connection" },
            log.All.Cast<PartRestarted>().Select(static e => $"{e.Name} {e.Restarts} {e.Reason.Message}").ToArray());
        Assert.AreEqual("part b, restart 1", log.All[0].ToString());
    }

    [TestMethod]
    public async Task Add_WhatCannotBe_IsRefusedWithTheRemedy()
    {
        var engine = Create();
        var troupe = await ChainAsync(engine);

        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => engine.Supervisor.Add("a", Idle)).Message, "another name");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => engine.Supervisor.Add("d", Idle, "nobody")).Message, "no part named nobody");
        Assert.ThrowsExactly<ArgumentException>(() => engine.Supervisor.Add(" ", Idle));
        Assert.ThrowsExactly<ArgumentNullException>(() => engine.Supervisor.Add("d", null!));
        Assert.HasCount(5, engine.Supervisor.Parts);

        await engine.DisposeAsync();
        Assert.ThrowsExactly<ObjectDisposedException>(() => engine.Supervisor.Add("late", Idle));
        Assert.AreEqual(EngineState.Stopped, engine.State);
        Assert.IsNull(engine.Failure);
        Assert.AreEqual("-c -b -x -a", troupe.Story);
        Assert.IsTrue(engine.Supervisor.Parts.All(static part => part.State == PartState.Stopped || part.Name == "sweep"));

        static Task Idle(CancellationToken token) => Task.Delay(Timeout.Infinite, token);
    }

    [TestMethod]
    public async Task Remove_APart_StopsItUnlessOthersDependOnIt()
    {
        await using var engine = Create();
        var troupe = await ChainAsync(engine);

        var inUse = await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => engine.Supervisor.RemoveAsync("b"));
        StringAssert.Contains(inUse.Message, "c depend on it");
        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => engine.Supervisor.RemoveAsync("sweep"));
        Assert.IsFalse(await engine.Supervisor.RemoveAsync("nobody"));
        Assert.AreEqual("", troupe.Story);

        Assert.IsTrue(await engine.Supervisor.RemoveAsync("c"));
        Assert.IsTrue(await engine.Supervisor.RemoveAsync("b"));
        Assert.AreEqual("-c -b", troupe.Story);
        CollectionAssert.AreEqual(new[] { "sweep", "a", "x" }, engine.Supervisor.Parts.Select(static part => part.Name).ToArray());

        // The name is free again.
        await troupe.AddAsync("b", "a");
    }

    [TestMethod]
    public async Task Add_ADelegateThatThrowsAtOnceOrReturnsNull_HasFailed()
    {
        await using var engine = Create(limit: 1_000_000);
        var calls = 0;
        engine.Supervisor.Add("eager", token => ++calls switch
        {
            1 => throw new IOException("at once"),
            2 => null!,
            _ => Task.Delay(Timeout.Infinite, token),
        });

        await Condition.HoldsAsync(() => engine.Supervisor.Parts[^1] is { State: PartState.Running, Restarts: 2 }, "it runs at the third start");
        Assert.IsInstanceOfType<InvalidOperationException>(engine.Supervisor.Parts[^1].LastError);
    }

    [TestMethod]
    public async Task Add_ADelegateThatCancelsItself_HasFailed()
    {
        await using var engine = Create();
        var calls = 0;
        engine.Supervisor.Add("moody", token => ++calls == 1 ? Task.FromCanceled(new CancellationToken(canceled: true)) : Task.Delay(Timeout.Infinite, token));

        await Condition.HoldsAsync(() => engine.Supervisor.Parts[^1] is { State: PartState.Running, Restarts: 1 }, "it runs again");
        Assert.IsInstanceOfType<OperationCanceledException>(engine.Supervisor.Parts[^1].LastError);
    }

    [TestMethod]
    public async Task Add_ADelegateThatKeepsItsThread_DoesNotHoldUpTheNext()
    {
        await using var engine = ArreaEngine.Create(new() { AbandonAfter = TimeSpan.Zero });
        using var release = new ManualResetEventSlim();
        engine.Supervisor.Add("hog", _ =>
        {
            release.Wait(context.CancellationToken);
            return Task.CompletedTask;
        });
        engine.Supervisor.Add("next", token => Task.Delay(Timeout.Infinite, token));

        await Condition.HoldsAsync(() => engine.Supervisor.Parts[^1].State == PartState.Running, "the next part runs");
        release.Set();
        await Condition.HoldsAsync(() => engine.Supervisor.Parts[^2].State == PartState.Done, "the hog is done");
    }

    private ArreaEngine Create(int limit = 3) => ArreaEngine.Create(new() { TimeProvider = _time, RestartLimit = limit });

    private static Task RunsAsync(Troupe troupe, params string[] names)
        => Condition.HoldsAsync(() => names.All(name => troupe.Of(name).State == PartState.Running), "they run");

    private static async Task<Troupe> ChainAsync(ArreaEngine engine)
    {
        var troupe = new Troupe(engine);
        await troupe.AddAsync("a");
        await troupe.AddAsync("x");
        await troupe.AddAsync("b", "a");
        await troupe.AddAsync("c", "b");
        troupe.Forget();
        return troupe;
    }
}
