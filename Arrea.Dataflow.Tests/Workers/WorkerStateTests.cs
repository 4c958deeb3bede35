using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Tests.Support;
using Arrea.Dataflow.Workers;

namespace Arrea.Dataflow.Tests.Workers;

/// <summary>What is to be seen of living workers, and that nothing is left of those that have ended.</summary>
[TestClass]
public sealed class WorkerStateTests
{
    [TestMethod]
    public async Task State_TellsTaskPercentAndMessages()
    {
        await using var engine = Engines.Create(maxWorkers: 1);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reported = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = engine.Workers.Start("first", [Job.Run(() => 1), Job.Run(async (WorkerContext x) =>
        {
            x.ReportProgress(50);
            reported.SetResult();
            await go.Task;
        })], Engines.NoRetry);
        await reported.Task;
        var second = engine.Workers.Start("second", [Job.Run((WorkerContext _) => throw new IOException("no"))], Engines.NoRetry);
        engine.Workers.SendMessage("first", 1);

        Assert.AreEqual(
            new WorkerState { Id = "first", Status = WorkerStatus.Running, TaskIndex = 2, Total = 2, Percent = 75, Attempt = 1, PendingMessages = 1 },
            engine.Workers.Find("first"));
        Assert.AreEqual(
            new WorkerState { Id = "second", Status = WorkerStatus.Queued, TaskIndex = 1, Total = 1, Percent = 0, Attempt = 0, PendingMessages = 0 },
            second.State);
        Assert.HasCount(2, engine.Workers.List());
        go.SetResult();
        await first.Completion;
        await second.Completion;

        Assert.AreEqual(WorkerStatus.Completed, first.State.Status);
        Assert.AreEqual(WorkerStatus.Failed, second.State.Status);
        Assert.IsEmpty(engine.Workers.List());
    }

    [TestMethod]
    public async Task Find_WorkersOfABatch_AlsoWhileTheyWaitForARetry()
    {
        var time = new ManualTimeProvider();
        await using var engine = Engines.Create(time);
        var batch = engine.Run(
            [Job.Run((WorkerContext x) => x.Attempt == 1 ? throw new IOException("no") : 1), Job.Run(ct => Task.Delay(Timeout.Infinite, ct)), "true"],
            new BatchOptions { Workers = 1, Policy = new ErrorPolicy { RetryDelay = TimeSpan.FromSeconds(1), Timeout = Timeout.InfiniteTimeSpan } });
        await Condition.HoldsAsync(() => engine.Workers.Find($"{batch.Id}/1") is not null, "the second runs");

        Assert.AreEqual(
            new WorkerState { Id = $"{batch.Id}/0", Status = WorkerStatus.WaitingForRetry, TaskIndex = 1, Total = 1, Percent = 0, Attempt = 1, PendingMessages = 0 },
            engine.Workers.Find($"{batch.Id}/0"));
        Assert.AreEqual(WorkerStatus.Running, engine.Workers.Find($"{batch.Id}/1")!.Status);
        Assert.IsNull(engine.Workers.Find($"{batch.Id}/2"), "it has not begun");
        Assert.HasCount(2, engine.Workers.List());
        Assert.IsNull(engine.Workers.Find(batch.Id));
        Assert.IsNull(engine.Workers.Find($"{batch.Id}/-1"));
        await batch.CancelAsync();
        Assert.IsNull(engine.Workers.Find($"{batch.Id}/1"));
    }

    [TestMethod]
    public async Task Find_WorkerThatIsRetriedAgainAndAgain_IsAlwaysThere()
    {
        await using var engine = Engines.Create();
        var (end, lost) = (false, 0);
        var batch = engine.Run([Job.Run(() => Volatile.Read(ref end) ? 1 : throw new IOException())], Engines.Workers(1) with { Policy = new() { MaxRetries = 1_000_000, RetryDelay = TimeSpan.Zero } });
        await Condition.HoldsAsync(() => batch.Counts.Retried > 0, "it is retried");

        for (var look = 0; look < 20_000; look++)
        {
            lost += engine.Workers.Find($"{batch.Id}/0") is null ? 1 : 0;
        }

        Volatile.Write(ref end, true);
        await batch.Completion;
        Assert.AreEqual(0, lost);
    }

    [TestMethod]
    public async Task State_WorkerWaitsForItsProtection_IsQueuedAndGetsMessages()
    {
        await using var engine = Engines.Create();
        var bulkhead = new Dataflow.Protection.Bulkhead(new() { Capacity = 1, QueueLimit = 1 });
        Assert.IsTrue(bulkhead.TryEnter(out var room));
        var batch = engine.Run([Job.Run(static async x => await x.Messages.ReadAsync(x.CancellationToken))], Engines.Workers(1) with { Protection = new() { Bulkhead = bulkhead } });
        await Condition.HoldsAsync(() => bulkhead.Waiting == 1, "the job waits for room");

        var id = $"{batch.Id}/0";
        Assert.AreEqual((WorkerStatus.Queued, 0), (engine.Workers.Find(id)!.Status, engine.Workers.Find(id)!.Attempt));
        Assert.IsTrue(engine.Workers.SendMessage(id, "go"));

        room.Dispose();
        Assert.IsTrue((await batch.Completion).IsSuccess);
        Assert.AreEqual(0, engine.Mail.Count);
    }

    [TestMethod]
    public async Task ForWorker_MadeByHand_SeesItsTasksAlone()
    {
        var engine = ArreaEngine.Create(new ArreaEngineOptions { EventDelivery = EventDelivery.Inline });
        var log = new EventLog();
        using var watch = engine.Events.ForWorker("w").Subscribe(log.OnNext);
        await engine.Workers.Start("w", [Job.Run(() => 1), Job.Run(() => 2)]).Completion;
        await engine.Workers.Start("v", [Job.Run(() => 1)]).Completion;
        await engine.DisposeAsync();

        Assert.HasCount(8, log.All);
    }

    [TestMethod]
    public async Task Registry_AfterManyWorkers_HoldsNothing()
    {
        await using var engine = Engines.Create();
        await engine.RunAsync(Enumerable.Range(0, 5_000).Select(static _ => Job.Run((WorkerContext x) => x.SendToWorker(x.WorkerId, 1))).ToList(), Engines.Workers(8));
        var workers = Enumerable.Range(0, 5_000).Select(n => engine.Workers.Start($"w{n}", [Job.Run((WorkerContext x) => x.Messages.Count)], Engines.NoRetry)).ToList();
        workers.ForEach(worker => engine.Workers.SendMessage(worker.Id, 1));
        await Task.WhenAll(workers.Select(static worker => worker.Completion));

        Assert.AreEqual(0, engine.Mail.Count);
        Assert.AreEqual(0, engine.Workers.Taken);
        Assert.IsEmpty(engine.Workers.List());
        Assert.IsEmpty(engine.Leader.Running());
        Assert.AreEqual(10_000, engine.GetStats().Completed);
    }
}
