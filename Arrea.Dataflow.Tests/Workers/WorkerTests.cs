using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Tests.Support;
using Arrea.Dataflow.Workers;

namespace Arrea.Dataflow.Tests.Workers;

/// <summary>Workers made by hand: order, progress, policies, state and end.</summary>
[TestClass]
public sealed class WorkerTests
{
    [TestMethod]
    public async Task Start_CommandsAndDelegates_RunInOrderAndTellProgress()
    {
        var log = new EventLog();
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { EventDelivery = EventDelivery.Inline });
        using var watch = engine.Events.Subscribe(log);
        var running = 0;
        Job Task(int n) => Job.Run(async () =>
        {
            Assert.AreEqual(1, Interlocked.Increment(ref running));
            await System.Threading.Tasks.Task.Yield();
            Interlocked.Decrement(ref running);
            return n;
        }) with
        { Priority = n };

        var worker = engine.Workers.Start("w", [Task(0), "echo one", Task(2), Job.Run((WorkerContext x) => x.ReportProgress(50))]);
        var result = await worker.Completion;

        Assert.AreEqual(worker.BatchId, result.BatchId);
        Assert.AreEqual("one\n", result.Results[1].StandardOutput);
        Assert.AreEqual(2, result.Results[2].Value);
        Assert.IsTrue(result.Results.All(static job => job.WorkerId == "w"));
        CollectionAssert.AreEqual(
            new[] { (25.0, 1, 4), (50.0, 2, 4), (75.0, 3, 4), (87.5, 4, 4), (100.0, 4, 4) },
            log.All.OfType<Progress>().Select(static e => (e.Percent, e.TaskIndex, e.Total)).ToList());
        Assert.IsTrue(log.All.OfType<JobEvent>().All(static e => e.WorkerId == "w"));
        CollectionAssert.AreEqual(new[] { 0, 1, 2, 3 }, log.All.OfType<Finished>().Select(static e => e.Index).ToList());
        Assert.AreEqual("WorkerStarted Progress Result Finished", log.KindsOfJob(2));
        for (var task = 1; task < 4; task++)
        {
            Assert.IsGreaterThan(log.OfJob(task - 1).Last().Sequence, log.OfJob(task).First().Sequence);
        }
    }

    [TestMethod]
    public async Task Start_TaskIsRetried_NextOneWaitsForItsOutcome()
    {
        var time = new ManualTimeProvider();
        await using var engine = Engines.Create(time);
        var order = new List<string>();
        var worker = engine.Workers.Start(
            "w",
            [
                Job.Run((WorkerContext x) =>
                {
                    order.Add($"a{x.Attempt}");
                    return x.Attempt < 3 ? throw new IOException("busy") : 1;
                }),
                Job.Run(() => order.Add("b")),
            ],
            new ErrorPolicy { MaxRetries = 2, RetryDelay = TimeSpan.FromSeconds(5), Timeout = Timeout.InfiniteTimeSpan });
        await Condition.HoldsAsync(() => worker.State.Status == WorkerStatus.WaitingForRetry, "it waits");
        Assert.AreEqual((1, 2, 0.0, 1), (worker.State.TaskIndex, worker.State.Total, worker.State.Percent, worker.State.Attempt));
        Assert.AreEqual(worker.State, engine.Workers.Find("w"));

        var result = await time.DriveAsync(worker.Completion, TimeSpan.FromSeconds(1));

        Assert.IsTrue(result.IsSuccess);
        CollectionAssert.AreEqual(new[] { "a1", "a2", "a3", "b" }, order);
    }

    [TestMethod]
    [DataRow(PolicyAction.Stop, true)]
    [DataRow(PolicyAction.Retry, true)]
    [DataRow(PolicyAction.Continue, false)]
    public async Task Start_TaskFails_PolicySaysWhatBecomesOfTheRest(PolicyAction action, bool stops)
    {
        var log = new EventLog();
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { EventDelivery = EventDelivery.Inline });
        using var watch = engine.Events.Subscribe(log);
        var policy = new ErrorPolicy { OnError = action, MaxRetries = 1, RetryDelay = TimeSpan.Zero };

        var result = await engine.Workers.Start("w", ["true", "exit 3", "true", Job.Run((WorkerContext _) => 1)], policy).Completion;

        var expected = stops ? OutcomeKind.Cancelled : OutcomeKind.Succeeded;
        CollectionAssert.AreEqual(new[] { OutcomeKind.Succeeded, OutcomeKind.Failed, expected, expected }, result.Results.Select(static job => job.Outcome).ToList());
        Assert.AreEqual(action == PolicyAction.Retry ? 2 : 1, result.Results[1].Attempts);
        Assert.AreEqual(50, log.OfJob(1).OfType<Progress>().Single().Percent);
        Assert.IsInstanceOfType<Error>(log.OfJob(1).Last());
        if (stops)
        {
            Assert.AreEqual("Error", log.KindsOfJob(2));
            Assert.AreEqual(0, result.Results[2].Attempts);
            Assert.AreEqual(StopReason.WorkerStopped, result.Results[3].StoppedBy);
            Assert.Contains("Task 2 of 4", result.Results[3].Error!.Message);
            Assert.AreEqual(2, result.Counts.NeverStarted);
        }

        Assert.AreEqual(0, engine.Mail.Count);
        Assert.AreEqual(0, engine.Workers.Taken);
    }

    [TestMethod]
    public async Task Start_TimeoutsRejectionsAndHandlers_AreJudgedByTheirPolicy()
    {
        await using var engine = Engines.Create();
        var limit = TimeSpan.FromMilliseconds(20);
        Job hangs = Job.Run(ct => Task.Delay(Timeout.Infinite, ct)) with { Timeout = limit };
        Job fails = Job.Run(() => throw new IOException("no"));
        var onTimeout = ErrorPolicy.Strict with { OnTimeout = PolicyAction.Continue };
        var onError = ErrorPolicy.Strict with { OnError = PolicyAction.Continue };
        var asksOnce = ErrorPolicy.Custom((_, retries, _) => retries == 0 ? PolicyDecision.RetryAfter(TimeSpan.Zero) : PolicyDecision.Continue);
        var mixed = new ErrorPolicy { OnTimeout = PolicyAction.Continue, MaxRetries = 5, RetryDelay = TimeSpan.Zero };
        Job failsThenHangs = Job.Run(async (WorkerContext x) =>
        {
            await (x.Attempt == 1 ? throw new IOException("once") : Task.Delay(Timeout.Infinite, x.CancellationToken));
        }) with
        { Timeout = limit };
        var cases = new (Job Task, ErrorPolicy Policy, bool GoesOn)[]
        {
            (hangs, onTimeout, true),
            (hangs, onError, false),
            (fails, onTimeout, false),
            (fails, onError, true),
            (fails, asksOnce, true),
            (fails, ErrorPolicy.Custom((_, _, _) => PolicyDecision.Stop), false),
            (failsThenHangs, mixed, true),
            (new Job(""), onError, true),
            (new Job(""), onTimeout, false),
            (new Job("true") { WorkingDirectory = "/does/not/exist" }, onError, true),
            (new Job("true") { WorkingDirectory = "/does/not/exist" }, ErrorPolicy.Default, false),
            (new Job("true") { WorkingDirectory = "/does/not/exist" }, ErrorPolicy.Custom((_, _, _) => PolicyDecision.Continue), true),
        };

        for (var number = 0; number < cases.Length; number++)
        {
            var (task, policy, goesOn) = cases[number];
            var result = await engine.Workers.Start("w", [task, Job.Run(() => 1)], policy).Completion;
            Assert.AreEqual(goesOn, result.Results[1].IsSuccess, $"case {number}: {result.Results[0]}, {result.Results[1]}");
        }
    }

    [TestMethod]
    public async Task Start_TaskIsRefusedAfterOneThatWentOn_IsJudgedByItsOwnPolicy()
    {
        await using var engine = Engines.Create();
        var ran = false;

        var result = await engine.Workers.Start(
            "w",
            [
                Job.Run(() => throw new IOException("no")) with { Policy = ErrorPolicy.Custom((_, _, _) => PolicyDecision.Continue) },
                new Job("rm -rf /") { Policy = ErrorPolicy.Strict },
                Job.Run(() => { ran = true; }),
            ]).Completion;

        CollectionAssert.AreEqual(new[] { OutcomeKind.Failed, OutcomeKind.Rejected, OutcomeKind.Cancelled }, result.Results.Select(static job => job.Outcome).ToArray());
        Assert.IsFalse(ran);
    }

    [TestMethod]
    public async Task Start_BadIdsTasksAndTakenIds_Throw()
    {
        var engine = Engines.Create();
        foreach (var id in new[] { "", "a b", "a/b", "a\tb", "a\u2003b", new string('x', 129) })
        {
            Assert.ThrowsExactly<ArgumentException>(() => engine.Workers.Start(id, ["true"]), id);
            Assert.ThrowsExactly<ArgumentException>(() => engine.Workers.StartQueue(id), id);
        }

        Assert.ThrowsExactly<ArgumentNullException>(() => engine.Workers.Start(null!, ["true"]));
        Assert.ThrowsExactly<ArgumentNullException>(() => engine.Workers.Start("w", null!));
        Assert.ThrowsExactly<ArgumentException>(() => engine.Workers.Start("w", ["true", null!]));
        Assert.AreEqual(new EmptyBatch(), Assert.ThrowsExactly<BatchRefusedException>(() => engine.Workers.Start("w", [])).Reason);
        Assert.AreEqual(new TooManyCommands(501, 500), Assert.ThrowsExactly<BatchRefusedException>(() => engine.Workers.Start("w", Enumerable.Repeat(new Job("true"), 501))).Reason);
        Assert.AreEqual(0, engine.Workers.Taken);

        var worker = engine.Workers.Start(new string('x', 128), [Job.Run(ct => Task.Delay(Timeout.Infinite, ct))], Engines.NoRetry);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => engine.Workers.Start(worker.Id, ["true"])).Message, "there already");
        Assert.ThrowsExactly<ArgumentException>(() => engine.Workers.StartQueue(worker.Id));
        await worker.CancelAsync();
        await engine.Workers.Start(worker.Id, [Job.Run(() => 1)]).Completion;

        await engine.DisposeAsync();
        Assert.ThrowsExactly<ObjectDisposedException>(() => engine.Workers.Start("w", ["true"]));
        Assert.ThrowsExactly<ObjectDisposedException>(() => engine.Workers.StartQueue("w"));
        Assert.AreEqual(0, engine.Workers.Taken);
    }

    [TestMethod]
    public async Task Start_SameIdFromManyThreads_OneWins()
    {
        await using var engine = Engines.Create();
        for (var round = 0; round < 200; round++)
        {
            var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var started = new List<Worker>();
            Parallel.For(0, 4, _ =>
            {
                try
                {
                    var worker = engine.Workers.Start("w", [Job.Run((WorkerContext x) => go.Task)], Engines.NoRetry);
                    lock (started)
                    {
                        started.Add(worker);
                    }
                }
                catch (ArgumentException)
                {
                    Assert.IsNotEmpty(engine.Workers.List());
                }
            });
            Assert.HasCount(1, started);
            Assert.IsTrue(engine.Workers.SendMessage("w", 1), "the losers must not close the winner's mailbox");
            go.SetResult();
            await started[0].Completion;
        }
    }

    [TestMethod]
    public async Task CancelAsync_RunningWorker_EndsEveryTask()
    {
        await using var engine = Engines.Create();
        var worker = engine.Workers.Start("w", [Job.Run(ct => Task.Delay(Timeout.Infinite, ct)), "true"], Engines.NoRetry);
        await Condition.HoldsAsync(() => worker.State.Status == WorkerStatus.Running, "it runs");
        Assert.IsTrue(engine.Leader.GetState().Workers.Contains("w"));

        await worker.CancelAsync();
        var result = await worker.Completion;

        Assert.AreEqual(2, result.Cancelled);
        Assert.AreEqual((WorkerStatus.Cancelled, 2, 100.0, 0), (worker.State.Status, worker.State.TaskIndex, worker.State.Percent, worker.State.Attempt));
        Assert.IsNull(engine.Workers.Find("w"));
        Assert.AreEqual(result.Counts, engine.GetStats());
        Assert.AreEqual(worker.BatchId, engine.Leader.GetState().Batches.Single().Id);
    }

    [TestMethod]
    public async Task Start_TasksWithKeys_WaitForThemOnlyInTheirTurn()
    {
        await using var engine = Engines.Create();
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var holder = engine.ExecuteAsync(Job.Run(() => go.Task) with { Key = "k" });
        var worker = engine.Workers.Start("w", [Job.Run(() => 1), Job.Run(() => 2) with { Key = "k" }, Job.Run(() => 3) with { Key = "k" }], Engines.NoRetry);
        var stopped = engine.Workers.Start("stopped", [Job.Run(() => 1), Job.Run(() => 2) with { Key = "k" }], Engines.NoRetry);
        await Condition.HoldsAsync(() => worker.State is { TaskIndex: 2, Status: WorkerStatus.Queued } && stopped.State.TaskIndex == 2, "both wait for the key");

        await stopped.CancelAsync();
        go.SetResult();

        Assert.AreEqual(1, (await stopped.Completion).Cancelled);
        Assert.IsTrue((await worker.Completion).IsSuccess);
        Assert.IsTrue((await holder).IsSuccess);
        Assert.IsTrue((await engine.ExecuteAsync(Job.Run(() => 4) with { Key = "k" })).IsSuccess);
    }
}
