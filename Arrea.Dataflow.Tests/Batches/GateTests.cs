using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Pipelines;
using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Batches;

/// <summary>A gate before an attempt: it waits without a slot, in its place among the protections, and nothing runs before it is done.</summary>
[TestClass]
public sealed class GateTests(TestContext context)
{
    [TestMethod]
    public async Task Gate_StaysShut_HoldsNoSlotAndNothingRuns()
    {
        await using var engine = Engines.Create(maxWorkers: 1);
        var gate = new TaskCompletionSource();
        var ran = 0;
        var batch = engine.Run([Job.Run(() => ++ran), Job.Run(() => ++ran)], Behind(_ => new ValueTask(gate.Task)) with { Workers = 1 });

        // The engine's only slot is free for others meanwhile.
        Assert.IsTrue((await engine.RunAsync([Job.Run(static () => 1)], Engines.Workers(1))).IsSuccess);
        Assert.AreEqual(0, ran);

        gate.SetResult();
        Assert.AreEqual(2, (await batch.Completion.WaitAsync(Condition.Patience, context.CancellationToken)).Succeeded);
        Assert.AreEqual(2, ran);
    }

    [TestMethod]
    public async Task Gate_Opens_IsAskedOnceForEachAttempt()
    {
        await using var engine = Engines.Create();
        var asked = 0;
        var options = Behind(_ =>
        {
            Interlocked.Increment(ref asked);
            return default;
        }) with
        { Policy = new() { MaxRetries = 3, RetryDelay = TimeSpan.Zero } };

        var result = await engine.RunAsync([Job.Run(static () => throw new IOException()), Job.Run(static () => 1)], options);

        Assert.AreEqual((4, 1, 5), (result.Results[0].Attempts, result.Results[1].Attempts, asked));
    }

    [TestMethod]
    public async Task Gate_Waits_CountsForNeitherTheTimeoutNorTheDuration()
    {
        var time = new ManualTimeProvider();
        await using var engine = Engines.Create(time);
        var gate = new TaskCompletionSource();
        var asked = 0;
        var running = engine.ExecuteAsync(Job.Run(static () => 1) with { Timeout = TimeSpan.FromSeconds(1), Protection = Gated(_ => Wait(gate, ref asked)) });
        await Condition.HoldsAsync(() => Volatile.Read(ref asked) == 1, "it waits at the gate");
        time.Advance(TimeSpan.FromMinutes(1));
        gate.SetResult();

        var result = await running;

        Assert.AreEqual((OutcomeKind.Succeeded, TimeSpan.Zero), (result.Outcome, result.Duration));
    }

    [TestMethod]
    public async Task Gate_StaysShutPastTheDeadline_TimesTheJobOut()
    {
        var time = new ManualTimeProvider();
        await using var engine = Engines.Create(time);
        var asked = 0;
        var never = new TaskCompletionSource();
        var running = engine.ExecuteAsync(Job.Run(static () => 1) with { Deadline = TimeSpan.FromSeconds(5), Protection = Gated(_ => Wait(never, ref asked)) });
        await Condition.HoldsAsync(() => Volatile.Read(ref asked) == 1 && time.HasTimerWithin(TimeSpan.FromSeconds(6)), "it waits at the gate");

        var result = await time.DriveAsync(running, TimeSpan.FromSeconds(1));

        Assert.AreEqual((OutcomeKind.TimedOut, 0, StopReason.JobDeadline), (result.Outcome, result.Attempts, result.StoppedBy));
    }

    [TestMethod]
    public async Task Gate_DoesNotHeedItsToken_IsLeftBehindWhenTheBatchIsCancelled()
    {
        await using var engine = Engines.Create();
        var asked = 0;
        var never = new TaskCompletionSource();
        var batch = engine.Run([Job.Run(static () => 1)], Behind(_ => Wait(never, ref asked)));
        await Condition.HoldsAsync(() => Volatile.Read(ref asked) == 1, "it waits at the gate");

        await batch.CancelAsync().WaitAsync(Condition.Patience, context.CancellationToken);

        Assert.AreEqual((1L, 0L), ((await batch.Completion).Cancelled, batch.Counts.Started));
    }

    [TestMethod]
    public async Task Gate_Throws_RefusesTheJob()
    {
        await using var engine = Engines.Create();

        foreach (var error in new Exception[] { new InvalidOperationException("no"), new OperationCanceledException() })
        {
            var result = (await engine.RunAsync([Job.Run(static () => 1)], Behind(_ => throw error))).Results[0];
            var later = (await engine.RunAsync([Job.Run(static () => 1)], Behind(async _ =>
            {
                await Task.Yield();
                throw error;
            }))).Results[0];

            Assert.AreEqual((OutcomeKind.Rejected, OutcomeKind.Rejected, 0), (result.Outcome, later.Outcome, later.Attempts));
            Assert.Contains(error.GetType().Name, later.Error!.Message);
        }
    }

    [TestMethod]
    public async Task Gate_BetweenBulkheadAndRate_TakesRoomFirstAndThePermitLast()
    {
        await using var engine = Engines.Create();
        var bulkhead = new Bulkhead(new() { Capacity = 1, QueueLimit = 5 });
        using var limiter = new RateLimiter(new() { Permits = 1, Period = TimeSpan.FromHours(1), Burst = 2, QueueLimit = 0 }, new ManualTimeProvider());
        var seen = new List<int>();
        var options = Engines.Workers(2) with
        {
            Protection = new()
            {
                Bulkhead = bulkhead,
                RateLimiter = limiter,
                Gate = async _ =>
                {
                    await Task.Yield();
                    lock (seen)
                    {
                        seen.Add(bulkhead.Used);
                    }
                },
            },
        };

        var result = await engine.RunAsync([Job.Run(static () => 1), Job.Run(static () => 2), Job.Run(static () => 3)], options);

        Assert.AreEqual((2L, 1L), (result.Succeeded, result.Rejected));
        CollectionAssert.AreEqual(new[] { 1, 1, 1 }, seen);
        Assert.AreEqual(0, bulkhead.Used);
    }

    [TestMethod]
    public async Task Gate_OfAStage_HoldsItsItemsBack()
    {
        await using var engine = Engines.Create();
        var gate = new TaskCompletionSource();
        await using var pipeline = Pipeline.From<int>("p").Then(static n => n * 2, new() { Protection = Gated(_ => new ValueTask(gate.Task)) }).Build(engine.PipelineOptions);
        var outcomes = pipeline.RunAsync([1, 2]).ToListAsync().AsTask();
        Assert.IsFalse(outcomes.IsCompleted);

        gate.SetResult();

        Assert.IsTrue((await outcomes.WaitAsync(Condition.Patience, context.CancellationToken)).TrueForAll(static outcome => outcome.IsSuccess));
    }

    private static ValueTask Wait(TaskCompletionSource gate, ref int asked)
    {
        Interlocked.Increment(ref asked);
        return new ValueTask(gate.Task);
    }

    private static AttemptProtection Gated(Func<CancellationToken, ValueTask> gate) => new() { Gate = gate };

    private static BatchOptions Behind(Func<CancellationToken, ValueTask> gate) => Engines.Workers(2) with { Protection = Gated(gate) };
}
