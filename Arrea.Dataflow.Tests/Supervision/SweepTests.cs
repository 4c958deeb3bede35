using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Supervision;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Supervision;

/// <summary>The leader's sweep is a part like others.</summary>
[TestClass]
public sealed class SweepTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly FaultyClock _clock;

    public SweepTests() => _clock = new FaultyClock(_time);

    [TestMethod]
    public async Task Sweep_AfterAFailure_StillDropsRecords()
    {
        await using var engine = ArreaEngine.Create(new() { TimeProvider = _clock });
        await engine.RunAsync([Job.Run(static () => 1)]);
        Assert.HasCount(1, engine.Leader.GetState().Batches);

        _clock.Break(1);
        _time.Advance(TimeSpan.FromSeconds(60));
        await Condition.HoldsAsync(() => engine.Supervisor.Parts[0] is { State: PartState.Running, Restarts: 1 } && _time.ActiveTimers == 1, "the sweep runs again");
        Assert.IsInstanceOfType<InvalidTimeZoneException>(engine.Supervisor.Parts[0].LastError);

        _time.Advance(TimeSpan.FromMinutes(4) - TimeSpan.FromTicks(1));
        Assert.HasCount(1, engine.Leader.GetState().Batches);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.IsEmpty(engine.Leader.GetState().Batches);
    }

    [TestMethod]
    public async Task Sweep_WithAClockThatCannotBeReadAnyMore_StopsTheEngineWithThatReason()
    {
        await using var engine = ArreaEngine.Create(new() { TimeProvider = _clock });
        await engine.RunAsync([Job.Run(static () => 1)]);

        _clock.Break(int.MaxValue);
        _time.Advance(TimeSpan.FromSeconds(60));

        await Condition.HoldsAsync(() => engine.State == EngineState.Stopped, "the engine has stopped");
        Assert.AreEqual("sweep", engine.Failure!.Part);
        StringAssert.Contains(engine.Failure.Message, "the clock is broken");
    }

    [TestMethod]
    public async Task Sweep_WithAClockWithoutTimers_StopsTheEngineAndNotTheCaller()
    {
        _clock.IsWithoutTimers = true;
        await using var engine = ArreaEngine.Create(new() { TimeProvider = _clock });

        await Condition.HoldsAsync(() => engine.State == EngineState.Stopped, "the engine has stopped");

        Assert.AreEqual(("sweep", 3), (engine.Failure!.Part, engine.Supervisor.Parts[0].Restarts));
        Assert.AreEqual("the clock has no timers", Assert.ThrowsExactly<EngineStoppedException>(() => engine.Run(["echo"])).InnerException!.Message);
    }

    [TestMethod]
    public async Task Remove_APartThatIgnoresItsTokenWhenTheClockFails_LeavesItBehindByTheSystemsClock()
    {
        await using var engine = ArreaEngine.Create(new() { TimeProvider = _clock, AbandonAfter = TimeSpan.FromMilliseconds(1) });
        var never = new TaskCompletionSource();
        engine.Supervisor.Add("deaf", _ => never.Task);
        await Condition.HoldsAsync(() => engine.Supervisor.Parts[^1].State == PartState.Running, "it runs");

        _clock.IsWithoutTimers = true;

        Assert.IsTrue(await engine.Supervisor.RemoveAsync("deaf"));
        Assert.HasCount(1, engine.Supervisor.Parts);
        Assert.AreEqual(EngineState.Running, engine.State);
        _clock.IsWithoutTimers = false;
    }

    [TestMethod]
    public async Task Sweep_OfAnEngineThatWasDisposed_LeavesNoTimer()
    {
        var engine = ArreaEngine.Create(new() { TimeProvider = _clock });
        Assert.AreEqual("sweep", engine.Supervisor.Parts.Single().Name);
        Assert.AreEqual(1, _time.ActiveTimers);

        await engine.DisposeAsync();

        Assert.AreEqual(0, _time.ActiveTimers);
    }
}
