using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Supervision;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Supervision;

/// <summary>The limit of restarts, and what becomes of an engine beyond it.</summary>
[TestClass]
public sealed class EngineStopTests(TestContext context)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    private readonly ManualTimeProvider _time = new();

    [TestMethod]
    public async Task Failures_AsManyAsTheLimit_KeepTheEngineGoing()
    {
        await using var engine = Create();
        var troupe = await OneAsync(engine);

        await FailAsync(troupe, 3);

        Assert.AreEqual((EngineState.Running, 3), (engine.State, troupe.Of("a").Restarts));
        Assert.IsNull(engine.Failure);
    }

    [TestMethod]
    public async Task Failures_OneMoreThanTheLimit_StopTheEngine()
    {
        await using var engine = Create();
        var troupe = await OneAsync(engine);
        await FailAsync(troupe, 3);

        // One tick before the first three count no more.
        _time.Advance(Window - TimeSpan.FromTicks(1));
        troupe.Fail("a", "no disk");

        await StoppedAsync(engine);
        Assert.AreEqual("a", engine.Failure!.Part);
        Assert.AreEqual((3, Window), (engine.Failure.RestartLimit, engine.Failure.Window));
        Assert.AreEqual("The engine has stopped: its part a failed (IOException: no disk), and 3 restarts in 5 s are the limit.", engine.Failure.Message);
        Assert.AreEqual((PartState.Failed, 3), (troupe.Of("a").State, troupe.Of("a").Restarts));
        Assert.AreEqual(PartState.Stopped, troupe.Of("sweep").State);
    }

    [TestMethod]
    public async Task Failures_AWindowApart_CountNoMore()
    {
        await using var engine = Create();
        var troupe = await OneAsync(engine);
        await FailAsync(troupe, 3);

        _time.Advance(Window);
        await FailAsync(troupe, 3);

        Assert.AreEqual(EngineState.Running, engine.State);
    }

    [TestMethod]
    public async Task Failures_WithALimitOfZero_StopTheEngineAtOnce()
    {
        await using var engine = Create(limit: 0);
        var troupe = await OneAsync(engine);

        troupe.Fail("a");

        await StoppedAsync(engine);
        Assert.AreEqual(0, troupe.Of("a").Restarts);
    }

    [TestMethod]
    [DataRow(-1)]
    [DataRow(1_000_001)]
    public void RestartLimit_OutOfRange_IsRefused(int limit)
        => Assert.AreEqual("RestartLimit", Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new ArreaEngineOptions { RestartLimit = limit }).ParamName);

    [TestMethod]
    public void RestartLimitAndWindow_AtBothEnds_AreAccepted()
    {
        Assert.AreEqual((0, TimeSpan.FromMilliseconds(1)), Of(0, TimeSpan.FromMilliseconds(1)));
        Assert.AreEqual((1_000_000, TimeSpan.FromDays(1)), Of(1_000_000, TimeSpan.FromDays(1)));
        Assert.AreEqual((3, Window), (new ArreaEngineOptions().RestartLimit, new ArreaEngineOptions().RestartWindow));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Of(0, TimeSpan.FromTicks(9_999)));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Of(0, TimeSpan.FromDays(1) + TimeSpan.FromTicks(1)));

        static (int, TimeSpan) Of(int limit, TimeSpan window)
        {
            var options = new ArreaEngineOptions { RestartLimit = limit, RestartWindow = window };
            return (options.RestartLimit, options.RestartWindow);
        }
    }

    [TestMethod]
    public async Task Stop_EndsRunningJobsInterruptedAndLeavesNothing()
    {
        using var marked = new MarkedProcesses();
        await using var engine = ArreaEngine.Create(new() { RestartLimit = 0 });
        var log = new EventLog();
        using var watch = engine.Events.Subscribe(log);
        var troupe = await OneAsync(engine);
        var batch = engine.Run(
            [
                new Job("sleep 1000 & sleep 1000") { Environment = marked.Variables },
                Job.Run(static token => Task.Delay(Timeout.Infinite, token)),
                "echo never",
            ],
            Engines.Workers(2));
        var shell = engine.StartInteractive(new Job("cat") { Environment = marked.Variables });
        await Condition.HoldsAsync(() => marked.CountOf("sleep") == 2 && marked.CountOf("cat") == 1 && batch.RunningWorkers.Count() == 2, "all run");

        troupe.Fail("a", "no disk");

        var result = await batch.Completion;
        await StoppedAsync(engine);
        CollectionAssert.AreEqual(
            new[] { OutcomeKind.Interrupted, OutcomeKind.Interrupted, OutcomeKind.Interrupted }, result.Results.Select(static job => job.Outcome).ToArray());
        Assert.IsTrue(result.Results.All(static job => job.Error!.Code == JobErrorCodes.Shutdown));
        Expect.None(marked.Describe(), "Still there");
        await shell.Completion.WaitAsync(Condition.Patience, context.CancellationToken);
        await Condition.HoldsAsync(() => log.All.Count > 0 && log.All[^1] is EngineStopped, "the stop is told last");
        Assert.AreEqual(engine.Failure!.Message, ((EngineStopped)log.All[^1]).Reason);
        Assert.AreEqual("engine stopped", log.All[^1].ToString());
    }

    [TestMethod]
    public async Task Stop_RefusesFurtherWorkAndSaysWhy()
    {
        await using var engine = Create(limit: 0);
        var queue = engine.Workers.StartQueue("q");
        var troupe = await OneAsync(engine);
        troupe.Fail("a", "no disk");
        await StoppedAsync(engine);

        Refused(Assert.ThrowsExactly<EngineStoppedException>(() => engine.Workers.Start("w", ["echo"])));
        Refused(Assert.ThrowsExactly<EngineStoppedException>(() => engine.Workers.StartQueue("r")));
        Refused(await Assert.ThrowsExactlyAsync<EngineStoppedException>(() => queue.EnqueueAsync("echo")));
        Refused(Assert.ThrowsExactly<EngineStoppedException>(() => engine.Run(["echo"])));
        Refused(Assert.ThrowsExactly<EngineStoppedException>(() => engine.Run(new Job[] { "echo" }.ToAsyncEnumerable())));
        Refused(await Assert.ThrowsExactlyAsync<EngineStoppedException>(() => engine.RunAsync(["echo"])));
        Refused(await Assert.ThrowsExactlyAsync<EngineStoppedException>(() => engine.ExecuteAsync("echo")));
        Refused(Assert.ThrowsExactly<EngineStoppedException>(() => engine.StartInteractive("cat")));
        Refused(Assert.ThrowsExactly<EngineStoppedException>(() => engine.Supervisor.Add("b", static _ => Task.CompletedTask)));

        await engine.DisposeAsync();
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => engine.ExecuteAsync("echo"));
        Assert.AreEqual("a", engine.Failure!.Part);

        void Refused(EngineStoppedException refusal)
        {
            Assert.AreSame(engine.Failure, refusal.Failure);
            Assert.AreEqual("no disk", refusal.InnerException!.Message);
            StringAssert.Contains(refusal.Message, "its part a failed (IOException: no disk)");
        }
    }

    [TestMethod]
    public async Task Stop_WhileAQueueIsFed_GivesEveryAcceptedJobItsResult()
    {
        var rounds = TestScale.Choose(30, 500, "engines that stop by themselves while a queue is fed");
        for (var round = 0; round < rounds; round++)
        {
            await using var engine = ArreaEngine.Create(new() { RestartLimit = 0, MaxWorkers = 4 });
            var queue = engine.Workers.StartQueue("q", new() { Budget = 8, Capacity = 64 });
            var troupe = await OneAsync(engine);
            var accepted = new List<Task<JobResult>>();
            var feeding = Task.Run(
                async () =>
                {
                    while (true)
                    {
                        accepted.Add(await queue.EnqueueAsync(Job.Run(static async () => await Task.Yield())));
                    }
                },
                CancellationToken.None);
            await Condition.HoldsAsync(() => engine.GetStats().Completed > round, "the queue is served");

            troupe.Fail("a", "no disk");

            await Assert.ThrowsExactlyAsync<EngineStoppedException>(() => feeding);
            await queue.Completion.WaitAsync(Condition.Patience, context.CancellationToken);
            var results = await Task.WhenAll(accepted);
            Assert.IsTrue(results.All(static result => result.Outcome is OutcomeKind.Succeeded or OutcomeKind.Interrupted));
            await StoppedAsync(engine);
        }
    }

    [TestMethod]
    public async Task Stop_WhileAPartFeedsBatches_EndsThePartToo()
    {
        await using var engine = ArreaEngine.Create(new() { RestartLimit = 0 });
        var troupe = await OneAsync(engine);
        var fed = new TaskCompletionSource<Arrea.Dataflow.Batches.BatchResult>();
        engine.Supervisor.Add("feeder", async _ => fed.SetResult(await engine.RunAsync([Job.Run(static token => Task.Delay(Timeout.Infinite, token))], Engines.Workers(1), CancellationToken.None)));
        await Condition.HoldsAsync(() => engine.Leader.GetState().Workers.Count == 1, "the feeder's job runs");

        troupe.Fail("a");

        Assert.AreEqual(OutcomeKind.Interrupted, (await fed.Task).Results[0].Outcome);
        await StoppedAsync(engine);
    }

    [TestMethod]
    public async Task DisposeAsync_WhileAPartIsRestarted_StartsNothingAnyMore()
    {
        var engine = Create();
        var troupe = new Troupe(engine);
        await troupe.AddAsync("a");
        await troupe.AddAsync("b", "a");
        troupe.Deaf.Add("b");
        troupe.Fail("b");
        await troupe.StoryIsAsync("+a +b +b");
        troupe.Fail("a");
        await Condition.HoldsAsync(() => troupe.Of("b").State == PartState.Stopping && _time.HasTimerWithin(TimeSpan.FromMilliseconds(500)), "b is waited for");

        var disposal = engine.DisposeAsync().AsTask();
        Assert.AreEqual(EngineState.Stopping, engine.State);
        _time.Advance(TimeSpan.FromMilliseconds(500));
        await disposal.WaitAsync(Condition.Patience, context.CancellationToken);

        Assert.AreEqual("+a +b +b", troupe.Story);
        Assert.AreEqual(EngineState.Stopped, engine.State);
    }

    private ArreaEngine Create(int limit = 3) => ArreaEngine.Create(new() { TimeProvider = _time, RestartLimit = limit });

    private static async Task<Troupe> OneAsync(ArreaEngine engine)
    {
        var troupe = new Troupe(engine);
        await troupe.AddAsync("a");
        return troupe;
    }

    private static async Task FailAsync(Troupe troupe, int times)
    {
        for (var time = 0; time < times; time++)
        {
            var before = troupe.Of("a").Restarts;
            troupe.Forget();
            troupe.Fail("a");
            await Condition.HoldsAsync(() => troupe.Of("a").Restarts == before + 1 && troupe.Story == "+a", "a has been restarted");
        }
    }

    private static Task StoppedAsync(ArreaEngine engine) => Condition.HoldsAsync(() => engine.State == EngineState.Stopped, "the engine has stopped");
}
