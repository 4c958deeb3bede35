using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Batches;

[TestClass]
public sealed class LeaderTests(TestContext context)
{
    private static Job One { get; } = Job.Run(() => 1);

    [TestMethod]
    public async Task GetState_RecordOfABatch_GoesFiveMinutesAfterItsEndAndNotBefore()
    {
        var time = new ManualTimeProvider();
        await using var engine = Engines.Create(time);
        var gate = new TaskCompletionSource();
        var running = engine.Run([Job.Run(() => gate.Task)], Engines.Workers(1));
        var done = engine.Run([One, One]);
        await done.Completion;
        await Condition.HoldsAsync(() => running.RunningWorkers.Any(), "the first batch runs");

        time.Advance(TimeSpan.FromMinutes(4));
        Assert.HasCount(2, engine.Leader.GetState().Batches);
        time.Advance(TimeSpan.FromMinutes(3));
        var state = engine.Leader.GetState();
        Assert.AreEqual(running.Id, state.Batches.Single().Id);
        Assert.IsFalse(state.Batches[0].IsComplete);
        CollectionAssert.AreEqual(new[] { $"{running.Id}/0" }, state.Workers.ToArray());

        time.Advance(TimeSpan.FromHours(10));
        Assert.HasCount(1, engine.Leader.GetState().Batches);
        gate.SetResult();
        await running.Completion;
        time.Advance(TimeSpan.FromMinutes(4));
        Assert.IsTrue(engine.Leader.GetState().Batches.Single().IsComplete);
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.IsEmpty(engine.Leader.GetState().Batches);
    }

    [TestMethod]
    public async Task GetState_TellsWorkersStatisticsAndSubscribers()
    {
        await using var engine = Engines.Create(maxWorkers: 7);
        using var subscription = engine.Events.Subscribe(_ => { });

        var result = await engine.RunAsync([One, "exit 1", "rm -rf /nowhere"], Engines.Workers(2));
        await engine.ExecuteAsync(One);

        var state = engine.Leader.GetState();
        Assert.AreEqual((7, 1), (state.MaxWorkers, state.Subscribers));
        Assert.AreEqual((2L, 1L, 1L, 3L), (state.Statistics.Completed, state.Statistics.Failed, state.Statistics.Rejected, state.Statistics.Started));
        Assert.AreEqual(result.Counts, state.Batches.Single().Counts);
        Assert.AreEqual(3, state.Batches.Single().Count);
        Assert.AreEqual(engine.GetStats(), state.Statistics);
    }

    [TestMethod]
    public async Task Notify_ACustomEvent_ReachesSubscribersInOrder()
    {
        var engine = Engines.Create();
        var log = new EventLog();
        engine.Events.Subscribe(log);
        var mine = new CustomEvent("deploy", 7);

        engine.Leader.Notify(mine);
        await engine.RunAsync([One]);
        engine.Leader.Notify(mine);
        await engine.DisposeAsync();
        await log.Completed.WaitAsync(Condition.Patience, context.CancellationToken);

        Assert.AreEqual(new CustomEvent("deploy", 7) { Sequence = 1, At = log.All[0].At }, log.All[0]);
        Assert.IsInstanceOfType<CustomEvent>(log.All[^1]);
        Assert.AreEqual(0, mine.Sequence);
        Assert.Throws<ArgumentNullException>(() => engine.Leader.Notify(null!));
    }

    [TestMethod]
    public async Task Observer_OfABatch_SeesThatBatchFromItsStartToItsEnd()
    {
        await using var engine = Engines.Create();
        var log = new EventLog();
        var other = engine.RunAsync(Enumerable.Repeat(One, 100), Engines.Workers(1));

        var result = await engine.RunAsync([One, "echo hi"], Engines.Workers(2) with { Observer = log });
        await log.Completed.WaitAsync(Condition.Patience, context.CancellationToken);
        await other;

        Assert.IsTrue(log.All.Cast<BatchEvent>().All(e => e.BatchId == result.BatchId));
        Assert.IsInstanceOfType<BatchStarted>(log.All[0]);
        Assert.AreEqual(2, ((BatchCompleted)log.All[^1]).Succeeded);
        Assert.AreEqual("WorkerStarted Output Progress Result Finished", log.KindsOfJob(1));
        Assert.AreEqual("hi\n", ((Result)log.OfJob(1).ElementAt(3)).Data);
    }

    [TestMethod]
    public async Task GetStats_AfterThousandsOfSingleJobs_KeepsNoRecordOfThem()
    {
        await using var engine = Engines.Create();

        for (var n = 0; n < 2000; n++)
        {
            await engine.ExecuteAsync(One);
        }

        Assert.AreEqual(2000, engine.GetStats().Completed);
        Assert.IsEmpty(engine.Leader.GetState().Batches);
    }
}
