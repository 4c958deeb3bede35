using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Pipelines;
using Arrea.Dataflow.Polly;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace Arrea.Dataflow.Tests.Docs;

/// <summary>The code of docs/guide/pipelines.md that needs Polly.</summary>
[TestClass]
public sealed class PollySnippets
{
    [TestMethod]
    public async Task Polly_AroundAStage()
    {
        var calls = 0;

        #region snippet-polly
        var resilience = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 2, Delay = TimeSpan.FromMilliseconds(1) })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions { FailureRatio = 0.5, MinimumThroughput = 10 })
            .AddTimeout(TimeSpan.FromSeconds(5))
            .Build();

        await using var pipeline = Pipeline.From<string>("pages")
            .ThenThrough(resilience, (page, token) => FetchAsync(page, token), new() { Parallelism = 4, Timeout = TimeSpan.FromMinutes(1) })
            .Build();

        var outcome = await pipeline.RunAsync(["index"]).FirstAsync();
        #endregion

        Assert.AreEqual((OutcomeKind.Succeeded, "INDEX", 2), (outcome.Kind, outcome.Value, calls));

        ValueTask<string> FetchAsync(string page, CancellationToken token)
            => ++calls == 1 ? throw new IOException("busy") : ValueTask.FromResult(page.ToUpperInvariant());
    }
}
