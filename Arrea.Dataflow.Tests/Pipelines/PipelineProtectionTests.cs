using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Pipelines;
using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Pipelines;

/// <summary>Breaker, bulkhead and rate limit around the attempts of a stage.</summary>
[TestClass]
public sealed class PipelineProtectionTests
{
    [TestMethod]
    public async Task Breaker_OpensInAStage_RejectsWhatFollows()
    {
        var breaker = new CircuitBreaker("b", new() { Threshold = 2 });
        await using var pipeline = Pipeline.From<int>("p")
            .Then<int>(static (int n) => throw new IOException($"{n}"), new() { Protection = new() { CircuitBreaker = breaker } })
            .Build();

        var outcomes = await pipeline.RunAsync([1, 2, 3]).AllAsync();

        Assert.AreEqual("0:exception 1:exception 2:circuit_open", outcomes.InShort());
        Assert.AreEqual((OutcomeKind.Rejected, 0), (outcomes[2].Kind, outcomes[2].Attempts));
        Assert.AreEqual((2L, 1L), (pipeline.Stages[0].Counts.Failed, pipeline.Stages[0].Counts.Rejected));
    }

    [TestMethod]
    public async Task Breaker_OpensDuringRetries_EndsTheItemWithItsLastAttempt()
    {
        var breaker = new CircuitBreaker("b", new() { Threshold = 3 });
        await using var pipeline = Pipeline.From<int>("p")
            .Then<int>(static (int n) => throw new IOException("no"), new() { Protection = new() { CircuitBreaker = breaker }, Policy = new() { MaxRetries = 9, RetryDelay = TimeSpan.Zero } })
            .Build();

        var outcome = (await pipeline.RunAsync([1]).AllAsync())[0];

        Assert.AreEqual((OutcomeKind.Failed, 3, JobErrorCodes.Exception), (outcome.Kind, outcome.Attempts, outcome.Error!.Code));
        Assert.Contains("Circuit breaker b is open", outcome.Error.Message);
    }

    [TestMethod]
    public async Task Breaker_ValueThatIsAFailedOutcome_CountsAsAFailure()
    {
        await using var engine = Engines.Create();
        var failed = await engine.ExecuteAsync(new Dataflow.Jobs.Job("exit 1") { Policy = Engines.NoRetry });
        var breaker = new CircuitBreaker("b", new() { Threshold = 2 });
        await using var pipeline = Pipeline.From<int>("p").Then(_ => failed, new() { Protection = new() { CircuitBreaker = breaker } }).Build();

        var outcomes = await pipeline.RunAsync([1, 2, 3]).AllAsync();

        CollectionAssert.AreEqual(new[] { OutcomeKind.Succeeded, OutcomeKind.Succeeded, OutcomeKind.Rejected }, outcomes.Select(static outcome => outcome.Kind).ToArray());
    }

    [TestMethod]
    public async Task ProtectionOf_ABreakerOfEachKey_OpensOnlyThatOne()
    {
        var breakers = new CircuitBreakers(new() { Defaults = new() { Threshold = 1 } });
        await using var pipeline = Pipeline.From<string>("p")
            .Then(static host => host == "down" ? throw new IOException() : host, new() { ProtectionOf = host => new() { CircuitBreaker = breakers.Get("http", host) } })
            .Build();

        var outcomes = await pipeline.RunAsync(["down", "up", "down", "up"]).AllAsync();

        Assert.AreEqual("0:exception 1:up 2:circuit_open 3:up", outcomes.InShort());
    }

    [TestMethod]
    public async Task ProtectionOf_ThatThrows_FailsTheItemAlone()
    {
        await using var pipeline = Pipeline.From<int>("p")
            .Then(static n => n, new() { ProtectionOf = static n => n == 1 ? throw new FormatException("no key") : null })
            .Build();

        Assert.AreEqual("0:0 1:exception 2:2", (await pipeline.RunAsync([0, 1, 2]).AllAsync()).InShort());
    }

    [TestMethod]
    public async Task Bulkhead_SharedByTwoStages_HoldsForBoth()
    {
        var bulkhead = new Bulkhead(new() { Capacity = 2, QueueLimit = 100 });
        var (inside, peak) = (0, 0);
        var options = new StageOptions<int> { Parallelism = 8, Protection = new() { Bulkhead = bulkhead } };
        await using var pipeline = Pipeline.From<int>("p").Then(WorkAsync, options).Then(WorkAsync, options).Build();

        var outcomes = await pipeline.RunAsync(Enumerable.Range(0, 200)).AllAsync();

        Assert.IsTrue(outcomes.TrueForAll(static outcome => outcome.IsSuccess));
        Assert.IsLessThanOrEqualTo(2, peak);
        Assert.AreEqual((0, 0), (bulkhead.Used, bulkhead.Waiting));

        async ValueTask<int> WorkAsync(int n, CancellationToken cancellationToken)
        {
            peak = Math.Max(peak, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
            return n;
        }
    }

    [TestMethod]
    public async Task Wait_RunDisposed_EndsTheItemInterrupted()
    {
        var bulkhead = new Bulkhead(new() { Capacity = 1, QueueLimit = 1 });
        Assert.IsTrue(bulkhead.TryEnter(out var room));
        var pipeline = Pipeline.From<int>("p").Then(static n => n, new() { Protection = new() { Bulkhead = bulkhead } }).Build();
        var outcomes = pipeline.RunAsync([1]).AllAsync();
        await Waiting.UntilAsync(() => bulkhead.Waiting == 1);

        await pipeline.DisposeAsync();

        Assert.AreEqual(OutcomeKind.Interrupted, (await outcomes)[0].Kind);
        Assert.AreEqual((1, 0), (bulkhead.Used, bulkhead.Waiting));
        room.Dispose();
    }

    [TestMethod]
    public async Task Wait_PastTheAttemptsTimeout_DoesNotCountForIt()
    {
        var time = new ManualTimeProvider();
        var bulkhead = new Bulkhead(new() { Capacity = 1, QueueLimit = 1 });
        Assert.IsTrue(bulkhead.TryEnter(out var room));
        await using var pipeline = Pipeline.From<int>("p")
            .Then(static n => n, new() { Timeout = TimeSpan.FromSeconds(1), Protection = new() { Bulkhead = bulkhead } })
            .Build(new() { TimeProvider = time });
        var outcomes = pipeline.RunAsync([7]).AllAsync();
        await Waiting.UntilAsync(() => bulkhead.Waiting == 1);

        time.Advance(TimeSpan.FromMinutes(1));
        room.Dispose();

        Assert.AreEqual(7, (await outcomes)[0].Value);
    }
}
