using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Pipelines;
using Arrea.Dataflow.Polly;
using Arrea.Dataflow.Tests.Support;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Arrea.Dataflow.Tests.Polly;

[TestClass]
public sealed class ResilienceStagesTests(TestContext context)
{
    private readonly ManualTimeProvider _time = new();

    [TestMethod]
    public async Task ThenThrough_ARetry_IsOneOutcomeForAllItsTries()
    {
        var calls = 0;
        await using var pipeline = Pipeline.From<int>("retry")
            .ThenThrough(Retries(3), (n, _) => ++calls % 3 == 0 ? ValueTask.FromResult($"{n}") : throw new IOException("busy"))
            .Build();

        var outcomes = await pipeline.RunAsync([1, 2]).ToListAsync(context.CancellationToken);

        CollectionAssert.AreEqual(new[] { "1", "2" }, outcomes.ConvertAll(static outcome => outcome.Value));
        Assert.AreEqual(6, calls);
        Assert.IsTrue(outcomes.TrueForAll(static outcome => outcome is { Attempts: 1, Stage: "through" }));
    }

    [TestMethod]
    public async Task ThenThrough_ARetryThatIsExhausted_FailsWithTheLastException()
    {
        var calls = 0;
        var outcome = await RunAsync(Retries(2), (_, _) => throw new IOException($"busy {++calls}"));

        Assert.AreEqual((OutcomeKind.Failed, JobErrorCodes.Exception, 3), (outcome.Kind, outcome.Error!.Code, calls));
        Assert.AreEqual("busy 3", outcome.Error.Exception!.Message);
    }

    [TestMethod]
    public async Task ThenThrough_ARetryThatLooksAtValues_TriesAgain()
    {
        var values = 0;
        var resilience = new ResiliencePipelineBuilder<int>()
            .AddRetry(new RetryStrategyOptions<int> { MaxRetryAttempts = 5, Delay = TimeSpan.Zero, ShouldHandle = new PredicateBuilder<int>().HandleResult(static value => value < 3) })
            .Build();
        await using var pipeline = Pipeline.From<int>("values").ThenThrough(resilience, (_, _) => ValueTask.FromResult(++values)).Build();

        Assert.AreEqual(3, (await pipeline.RunAsync([0]).SingleAsync(context.CancellationToken)).Value);
    }

    [TestMethod]
    public async Task ThenThrough_ABreaker_RejectsWhileItIsOpenAndRecovers()
    {
        var resilience = new ResiliencePipelineBuilder { TimeProvider = _time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions { FailureRatio = 1, MinimumThroughput = 2, BreakDuration = TimeSpan.FromSeconds(10) })
            .Build();
        var down = true;
        var calls = 0;
        ValueTask<int> Work(int n, CancellationToken token)
        {
            calls++;
            return down ? throw new IOException("down") : ValueTask.FromResult(n);
        }

        await using var pipeline = Pipeline.From<int>("breaker").ThenThrough(resilience, Work).Build();
        var outcomes = await pipeline.RunAsync([0, 1, 2, 3]).ToListAsync(context.CancellationToken);

        CollectionAssert.AreEqual(
            new[] { OutcomeKind.Failed, OutcomeKind.Failed, OutcomeKind.Rejected, OutcomeKind.Rejected }, outcomes.ConvertAll(static outcome => outcome.Kind));
        Assert.AreEqual(JobErrorCodes.CircuitOpen, outcomes[2].Error!.Code);
        Assert.IsInstanceOfType<BrokenCircuitException>(outcomes[2].Error!.Exception);
        Assert.AreEqual(2, calls);

        // The breaker is shared by all runs, and closes after its time.
        down = false;
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.AreEqual(7, (await pipeline.RunAsync([7]).SingleAsync(context.CancellationToken)).Value);
    }

    [TestMethod]
    public async Task ThenThrough_ATimeout_IsATimedOutOutcome()
    {
        var resilience = new ResiliencePipelineBuilder { TimeProvider = _time }.AddTimeout(TimeSpan.FromSeconds(5)).Build();
        var told = false;
        var running = RunAsync(resilience, async (_, token) =>
        {
            using var registration = token.Register(() => told = true);
            await Task.Delay(Timeout.Infinite, token);
            return 0;
        });
        await Condition.HoldsAsync(() => _time.HasTimerWithin(TimeSpan.FromSeconds(5)), "the limit is set");

        _time.Advance(TimeSpan.FromSeconds(5));

        var outcome = await running;
        Assert.AreEqual((OutcomeKind.TimedOut, JobErrorCodes.Timeout), (outcome.Kind, outcome.Error!.Code));
        Assert.IsInstanceOfType<TimeoutRejectedException>(outcome.Error.Exception);
        Assert.IsTrue(told);
    }

    [TestMethod]
    public async Task ThenThrough_AnotherRejection_IsARejectedOutcome()
    {
        var outcome = await RunAsync(new ResiliencePipelineBuilder().Build(), static (_, _) => throw new TooMany());

        Assert.AreEqual((OutcomeKind.Rejected, JobErrorCodes.RateLimited), (outcome.Kind, outcome.Error!.Code));
    }

    [TestMethod]
    public async Task ThenThrough_Cancelled_EndsTheWaitForARetryToo()
    {
        var resilience = new ResiliencePipelineBuilder { TimeProvider = _time }
            .AddRetry(new RetryStrategyOptions { Delay = TimeSpan.FromHours(1), MaxRetryAttempts = 1 }).Build();
        using var cancel = new CancellationTokenSource();
        await using var pipeline = Pipeline.From<int>("cancel").ThenThrough<int, int, int>(resilience, static (_, _) => throw new IOException("busy")).Build();
        var running = pipeline.RunAsync([0, 1], cancel.Token).ToListAsync(context.CancellationToken).AsTask();
        await Condition.HoldsAsync(() => _time.HasTimerWithin(TimeSpan.FromHours(1)), "the retry waits");

        await cancel.CancelAsync();

        Assert.IsTrue((await running).TrueForAll(static outcome => outcome.Kind == OutcomeKind.Cancelled));
    }

    [TestMethod]
    public async Task ThenThrough_TheStagesOwnLimit_TellsPollyAndDecides()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var pipeline = Pipeline.From<int>("limit")
            .ThenThrough(Retries(1000), async (n, token) =>
            {
                try
                {
                    await Task.Delay(Timeout.Infinite, token);
                    return n;
                }
                finally
                {
                    ended.TrySetResult();
                }
            }, new() { Timeout = TimeSpan.FromMilliseconds(20), Name = "limited" })
            .Build();

        var outcome = await pipeline.RunAsync([0]).SingleAsync(context.CancellationToken);

        Assert.AreEqual((OutcomeKind.TimedOut, "limited"), (outcome.Kind, outcome.Stage));
        await ended.Task.WaitAsync(Condition.Patience, context.CancellationToken);
    }

    [TestMethod]
    public async Task ThenThrough_AFallback_Succeeds()
    {
        var resilience = new ResiliencePipelineBuilder<int>()
            .AddFallback(new() { FallbackAction = static _ => global::Polly.Outcome.FromResultAsValueTask(42) }).Build();
        await using var pipeline = Pipeline.From<int>("fallback").ThenThrough(resilience, static (_, _) => throw new IOException("down")).Build();

        Assert.AreEqual(42, (await pipeline.RunAsync([0]).SingleAsync(context.CancellationToken)).Value);
    }

    [TestMethod]
    public void ThenThrough_Nulls_AreRefusedByName()
    {
        var builder = Pipeline.From<int>("nulls");
        PipelineBuilder<int, int> none = null!;

        Assert.AreEqual("builder", Assert.ThrowsExactly<ArgumentNullException>(() => none.ThenThrough(ResiliencePipeline.Empty, Same)).ParamName);
        Assert.AreEqual("resilience", Assert.ThrowsExactly<ArgumentNullException>(() => builder.ThenThrough((ResiliencePipeline)null!, Same)).ParamName);
        Assert.AreEqual("resilience", Assert.ThrowsExactly<ArgumentNullException>(() => builder.ThenThrough((ResiliencePipeline<int>)null!, Same)).ParamName);
        Assert.AreEqual("work", Assert.ThrowsExactly<ArgumentNullException>(() => builder.ThenThrough<int, int, int>(ResiliencePipeline.Empty, null!)).ParamName);

        static ValueTask<int> Same(int n, CancellationToken token) => ValueTask.FromResult(n);
    }

    private static ResiliencePipeline Retries(int retries)
        => new ResiliencePipelineBuilder().AddRetry(new RetryStrategyOptions { MaxRetryAttempts = retries, Delay = TimeSpan.Zero }).Build();

    private async Task<Outcomes.Outcome<int>> RunAsync(ResiliencePipeline resilience, Func<int, CancellationToken, ValueTask<int>> work)
    {
        await using var pipeline = Pipeline.From<int>("one").ThenThrough(resilience, work).Build();
        return await pipeline.RunAsync([0]).SingleAsync(context.CancellationToken);
    }

    private sealed class TooMany : ExecutionRejectedException;
}
