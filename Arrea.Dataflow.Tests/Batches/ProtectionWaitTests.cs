using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Pipelines;
using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Batches;

/// <summary>Jobs that wait for their protection: which limits count meanwhile, and what ends the wait.</summary>
[TestClass]
public sealed class ProtectionWaitTests
{
    [TestMethod]
    public async Task Wait_OfAWholeBatch_LeavesTheSlotsToOthers()
    {
        await using var engine = Engines.Create(maxWorkers: 2);
        var bulkhead = new Bulkhead(new() { Capacity = 1, QueueLimit = 10 });
        Assert.IsTrue(bulkhead.TryEnter(out var room));
        var waiting = engine.Run(Enumerable.Range(0, 6).Select(static n => (Job)Job.Run(() => n)), Engines.Workers(2) with { Protection = new() { Bulkhead = bulkhead } });
        await using var pipeline = Pipeline.From<int>("p").Then(static n => n, new() { Parallelism = 2, Protection = new() { Bulkhead = bulkhead } }).Build(engine.PipelineOptions);
        var outcomes = pipeline.RunAsync([1, 2, 3]).ToListAsync().AsTask();
        await Condition.HoldsAsync(() => bulkhead.Waiting == 4, "all wait that may");

        // Also with the lease in hand: who waits for it holds nothing that this needs.
        var result = await engine.RunAsync(Enumerable.Range(0, 10).Select(static n => (Job)Job.Run(() => n)), Engines.Workers(2));
        Assert.IsTrue(result.IsSuccess);
        Assert.AreEqual(0, engine.ActiveWorkers);

        room.Dispose();
        Assert.AreEqual(6, (await waiting.Completion).Succeeded);
        Assert.IsTrue((await outcomes).TrueForAll(static outcome => outcome.IsSuccess));
        Assert.AreEqual((0, 0, 0), (bulkhead.Used, bulkhead.Waiting, engine.ActiveWorkers));
    }

    [TestMethod]
    public async Task Wait_OfAJobThatStartsOthers_LendsThemItsSlotAfterwards()
    {
        await using var engine = Engines.Create(maxWorkers: 1);
        var bulkhead = new Bulkhead(new() { Capacity = 1, QueueLimit = 10 });
        Assert.IsTrue(bulkhead.TryEnter(out var room));
        var options = Engines.Workers(1) with { Protection = new() { Bulkhead = bulkhead } };
        var outer = engine.RunAsync(
            Enumerable.Range(0, 3).Select(_ => (Job)Job.Run(async ct => (await engine.RunAsync([Job.Run(static () => 1), Job.Run(static () => 2)], Engines.Workers(1), ct)).Succeeded)), options);
        await Condition.HoldsAsync(() => bulkhead.Waiting == 1, "the first waits");

        room.Dispose();

        Assert.AreEqual(3, (await outer.WaitAsync(Condition.Patience)).Succeeded);
        Assert.AreEqual(0, engine.ActiveWorkers);
    }

    [TestMethod]
    public async Task Wait_PastTheAttemptsTimeout_DoesNotCountForIt()
    {
        var time = new ManualTimeProvider();
        await using var engine = Engines.Create(time);
        var bulkhead = new Bulkhead(new() { Capacity = 1, QueueLimit = 1 });
        Assert.IsTrue(bulkhead.TryEnter(out var room));

        var running = engine.ExecuteAsync(Job.Run(static () => 1) with { Timeout = TimeSpan.FromSeconds(1), Protection = new() { Bulkhead = bulkhead } });
        await Condition.HoldsAsync(() => bulkhead.Waiting == 1, "the job waits");
        time.Advance(TimeSpan.FromMinutes(1));
        room.Dispose();

        Assert.AreEqual(OutcomeKind.Succeeded, (await running).Outcome);
    }

    [TestMethod]
    public async Task Wait_PastTheJobsDeadline_TimesOut()
    {
        var time = new ManualTimeProvider();
        await using var engine = Engines.Create(time);
        var bulkhead = new Bulkhead(new() { Capacity = 1, QueueLimit = 1 });
        Assert.IsTrue(bulkhead.TryEnter(out var room));

        var running = engine.ExecuteAsync(new Job("echo hi") with { Deadline = TimeSpan.FromSeconds(5), Protection = new() { Bulkhead = bulkhead } });
        await Condition.HoldsAsync(() => bulkhead.Waiting == 1 && time.HasTimerWithin(TimeSpan.FromSeconds(5)), "the job waits");
        time.Advance(TimeSpan.FromSeconds(5));
        var result = await running;

        Assert.AreEqual((OutcomeKind.TimedOut, 0, StopReason.JobDeadline), (result.Outcome, result.Attempts, result.Error!.StoppedBy));
        Assert.AreEqual(0, bulkhead.Waiting);
        room.Dispose();
        Assert.AreEqual(0, bulkhead.Used);
        var counts = engine.GetStats();
        Assert.AreEqual((1L, 1L, 0L), (counts.Started, counts.TimedOut, counts.Active));
    }

    [TestMethod]
    [DataRow("batch")]
    [DataRow("job")]
    [DataRow("interrupt")]
    [DataRow("deadline")]
    [DataRow("dispose")]
    public async Task Wait_Ended_LeavesTheLineAtOnce(string by)
    {
        var time = new ManualTimeProvider();
        var engine = Engines.Create(time);
        var bulkhead = new Bulkhead(new() { Capacity = 1, QueueLimit = 10 });
        var breaker = new CircuitBreaker("b", new() { Threshold = 1 });
        Assert.IsTrue(bulkhead.TryEnter(out var room));
        var ran = 0;
        var batch = engine.Run(
            Enumerable.Range(0, 3).Select(_ => (Job)Job.Run(() => ran++)),
            Engines.Workers(2) with { Protection = new() { Bulkhead = bulkhead, CircuitBreaker = breaker }, Deadline = TimeSpan.FromSeconds(30) });
        await Condition.HoldsAsync(() => bulkhead.Waiting == 2, "two jobs wait");

        switch (by)
        {
            case "batch":
                await batch.CancelAsync();
                break;
            case "job":
                batch.Cancel(0);
                batch.Cancel(1);
                batch.Cancel(2);
                break;
            case "interrupt":
                await batch.InterruptAsync();
                break;
            case "deadline":
                time.Advance(TimeSpan.FromSeconds(30));
                break;
            default:
                await engine.DisposeAsync();
                break;
        }

        var results = await batch.Results.ToListAsync();
        var expected = by is "interrupt" or "dispose" ? OutcomeKind.Interrupted : OutcomeKind.Cancelled;
        Assert.HasCount(3, results);
        Assert.IsTrue(results.TrueForAll(result => result.Outcome == expected && result.Attempts == 0));
        Assert.AreEqual((0, 1, CircuitState.Closed, 0), (bulkhead.Waiting, bulkhead.Used, breaker.State, ran));
        Assert.AreEqual(3L, batch.Counts.NeverStarted);
        room.Dispose();
        await engine.DisposeAsync();
    }
}
