using System.Collections.Concurrent;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Pipelines;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Pipelines;

[TestClass]
public sealed class PipelineRetryTests
{
    private static readonly ErrorPolicy AtOnce = ErrorPolicy.Default with { RetryDelay = TimeSpan.Zero };

    [TestMethod]
    public async Task Then_FailsTwice_SucceedsWithThreeAttempts()
    {
        var attempts = 0;
        await using var pipeline = Pipeline.From<int>("p")
            .Then(n => ++attempts < 3 ? throw new IOException() : n, new() { Policy = AtOnce })
            .Build();

        var outcome = (await pipeline.RunAsync([7]).AllAsync())[0];

        Assert.AreEqual((7, 3), (outcome.Value, outcome.Attempts));
        Assert.AreEqual(2, pipeline.Stages[0].Counts.Retried);
    }

    [TestMethod]
    public async Task Then_AlwaysFails_EndsAsTheLastAttemptDid()
    {
        var attempts = 0;
        await using var pipeline = Pipeline.From<int>("p")
            .Then<int>((int _) => throw new IOException($"{++attempts}"), new() { Policy = AtOnce })
            .Build();

        var outcome = (await pipeline.RunAsync([7]).AllAsync())[0];

        Assert.AreEqual((OutcomeKind.Failed, 4, "IOException: 4"), (outcome.Kind, outcome.Attempts, outcome.Error!.Message));
    }

    [TestMethod]
    public void Policy_Presets_MayWaitUpTo30Days()
        => Assert.AreEqual(TimeSpan.FromDays(30), ErrorPolicy.Default.MaxDelay);

    [TestMethod]
    public async Task Then_NoPolicyOrStrict_IsTriedOnce()
    {
        await using var pipeline = Pipeline.From<int>("p")
            .Then<int>(static (int n) => throw new IOException($"{n}"))
            .Build();
        await using var strict = Pipeline.From<int>("p")
            .Then<int>(static (int n) => throw new IOException($"{n}"), new() { Policy = ErrorPolicy.Strict })
            .Build();

        Assert.AreEqual(1, (await pipeline.RunAsync([7]).AllAsync())[0].Attempts);
        Assert.AreEqual(1, (await strict.RunAsync([7]).AllAsync())[0].Attempts);
    }

    [TestMethod]
    public async Task Validate_Refused_IsNotRetried()
    {
        await using var pipeline = Pipeline.From<int>("p").Validate(static _ => "no", new() { Policy = AtOnce }).Build();

        Assert.AreEqual((OutcomeKind.Rejected, 1), (await pipeline.RunAsync([7]).AllAsync()) is [var only] ? (only.Kind, only.Attempts) : default);
    }

    [TestMethod]
    public async Task Retry_WhileItWaits_HoldsNoPlaceButCapacity()
    {
        var time = new ManualTimeProvider();
        var policy = ErrorPolicy.Default with { RetryDelay = TimeSpan.FromMinutes(1), Timeout = Timeout.InfiniteTimeSpan };
        var failed = new ConcurrentDictionary<int, bool>();
        var reads = 0;
        await using var pipeline = Pipeline.From<int>("p")
            .Then(n => n < 2 && failed.TryAdd(n, true) ? throw new IOException() : n, new() { Policy = policy, Capacity = 3, Order = ResultOrder.Completion })
            .Build(new() { TimeProvider = time });

        await using var outcomes = pipeline.RunAsync(Enumerable.Range(0, 100).Select(n => reads = n)).GetAsyncEnumerator();

        // Two wait; the only place is free for the third, and the capacity holds no more until it is taken.
        Assert.IsTrue(await outcomes.MoveNextAsync().AsTask().InTime());
        Assert.AreEqual(2, outcomes.Current.Value);
        await Waiting.UntilAsync(() => pipeline.Stages[0].Counts is { Waiting: 2, Ended: 2 } && reads == 4);
        Assert.AreEqual(1, time.ActiveTimers);
        time.Advance(TimeSpan.FromMinutes(1));
        await Waiting.UntilAsync(() => pipeline.Stages[0].Counts is { Waiting: 0, Retried: 2 });
    }

    [TestMethod]
    public async Task Retry_OfAKeyedItem_KeepsItsKeyWhileItWaits()
    {
        var time = new ManualTimeProvider();
        var policy = ErrorPolicy.Default with { RetryDelay = TimeSpan.FromMinutes(1), Timeout = Timeout.InfiniteTimeSpan };
        var attempts = new ConcurrentQueue<string>();
        await using var pipeline = Pipeline.From<string>("p")
            .Then(item =>
            {
                attempts.Enqueue(item);
                return item == "a1" && attempts.Count(static other => other == "a1") == 1 ? throw new IOException() : item;
            }, new() { Policy = policy, Parallelism = 4, Key = static item => item[0] })
            .Build(new() { TimeProvider = time });

        var run = pipeline.RunAsync(["a1", "a2", "b1", "a3", "b2"]).AllAsync();
        await Waiting.UntilAsync(() => pipeline.Stages[0].Counts is { Waiting: 1, Queued: 2, Succeeded: 2 });
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.AreEqual("0:a1 1:a2 2:b1 3:a3 4:b2", (await run).InShort());
        Assert.AreEqual("a1 a1 a2 a3", string.Join(" ", attempts.Where(static item => item[0] == 'a')));
        Assert.AreEqual("b1 b2", string.Join(" ", attempts.Where(static item => item[0] == 'b')));
    }

    [TestMethod]
    public async Task Retry_RunCancelledWhileItWaits_EndsCancelledAtOnce()
    {
        var time = new ManualTimeProvider();
        using var cancel = new CancellationTokenSource();
        await using var pipeline = Pipeline.From<int>("p")
            .Then<int>(static (int _) => throw new IOException(), new() { Policy = ErrorPolicy.Tolerant() })
            .Build(new() { TimeProvider = time });

        var run = pipeline.RunAsync([1, 2], cancel.Token).AllAsync();
        await Waiting.UntilAsync(() => pipeline.Stages[0].Counts.Waiting == 2);
        await cancel.CancelAsync();
        var outcomes = await run;

        Assert.AreEqual("0:cancelled 1:cancelled", outcomes.InShort());
        Assert.AreEqual(1, outcomes[0].Attempts);
    }

    [TestMethod]
    public async Task RetryBudget_IsCountedPerRun()
    {
        await using var pipeline = Pipeline.From<int>("p")
            .Then<int>(static (int _) => throw new IOException(), new() { Policy = AtOnce with { RetryBudget = 4 } })
            .Build();

        var first = await pipeline.RunAsync([1, 2, 3]).AllAsync();
        var second = await pipeline.RunAsync([1, 2, 3]).AllAsync();

        Assert.AreEqual(7, first.Sum(static outcome => outcome.Attempts));
        Assert.AreEqual(7, second.Sum(static outcome => outcome.Attempts));
    }

    [TestMethod]
    public async Task Policy_CustomHandler_SeesTheAttemptAndDecides()
    {
        var seen = new List<string>();
        var policy = ErrorPolicy.Custom((error, retries, attempt) =>
        {
            seen.Add($"{error.Code} {retries} {attempt.WorkerId} {attempt.Attempt}");
            return retries < 1 ? PolicyDecision.RetryAfter(TimeSpan.Zero) : PolicyDecision.Stop;
        });
        await using var pipeline = Pipeline.From<int>("p")
            .Then<int>(static (int _) => throw new IOException(), new() { Name = "s", Policy = policy })
            .Build();

        Assert.AreEqual("0:exception", (await pipeline.RunAsync([1]).AllAsync()).InShort());
        Assert.AreEqual("exception 0 p/s/0 1|exception 1 p/s/0 2", string.Join("|", seen));
    }

    [TestMethod]
    public async Task Policy_ThrowsTheWorst_StillCostsNoOutcome()
    {
        await using var pipeline = Pipeline.From<int>("p")
            .Then<int>(static (int _) => throw new IOException(), new() { Policy = AtOnce with { RetryOn = static _ => throw new OutOfMemoryException() } })
            .Build();

        Assert.AreEqual("0:exception 1:exception", (await pipeline.RunAsync([1, 2]).AllAsync()).InShort());
        Assert.AreEqual(0, pipeline.Stages[0].Counts.Running);
    }

    [TestMethod]
    public async Task Timeout_IsRetriedToo()
    {
        var time = new ManualTimeProvider();
        var attempts = 0;
        await using var pipeline = Pipeline.From<int>("p")
            .Then(async (n, token) =>
            {
                if (Interlocked.Increment(ref attempts) == 1)
                {
                    await Waiting.ForeverAsync(token);
                }

                return n;
            }, new() { Policy = AtOnce, Timeout = TimeSpan.FromSeconds(1) })
            .Build(new() { TimeProvider = time });

        var run = pipeline.RunAsync([1]).AllAsync();
        await time.TimersAsync(1).InTime();
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.AreEqual((1, 2), (await run) is [var only] ? (only.Value, only.Attempts) : default);
    }

    [TestMethod]
    public async Task Backoff_TakesItsRandomnessFromTheOptions()
    {
        var time = new ManualTimeProvider();
        var policy = ErrorPolicy.Default with { MaxRetries = 1, Backoff = Backoff.Exponential, Jitter = 1, RetryDelay = TimeSpan.FromSeconds(100), Timeout = Timeout.InfiniteTimeSpan };
        await using var pipeline = Pipeline.From<int>("p")
            .Then<int>(static (int _) => throw new IOException(), new() { Policy = policy })
            .Build(new() { TimeProvider = time, Random = static () => 0.25 });

        var run = pipeline.RunAsync([1]).AllAsync();
        await time.TimersAsync(1).InTime();
        time.Advance(TimeSpan.FromSeconds(74.9));
        Assert.AreEqual(1, pipeline.Stages[0].Counts.Waiting);
        time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.AreEqual(2, (await run)[0].Attempts);
    }
}
