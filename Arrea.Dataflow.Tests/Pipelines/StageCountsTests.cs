using Arrea.Dataflow.Pipelines;

namespace Arrea.Dataflow.Tests.Pipelines;

[TestClass]
public sealed class StageCountsTests
{
    [TestMethod]
    public async Task Counts_AtAnyMoment_AddUpAndKeepTheLimits()
    {
        await using var pipeline = Pipeline.From<int>("p")
            .Then(static async (n, _) =>
            {
                await Task.Yield();
                return n % 5 == 0 ? throw new IOException() : n;
            }, new() { Parallelism = 4, Capacity = 16, Policy = Arrea.Dataflow.Policies.ErrorPolicy.Default with { RetryDelay = TimeSpan.Zero } })
            .Then(static n => n)
            .Build();
        var stage = pipeline.Stages[0];

        var run = pipeline.RunAsync(Enumerable.Range(0, 2000)).AllAsync();
        long received = 0;
        while (!run.IsCompleted)
        {
            var counts = stage.Counts;
            Assert.AreEqual(counts.Received, counts.Queued + counts.Running + counts.Waiting + counts.Succeeded + counts.Failed);
            Assert.IsGreaterThanOrEqualTo(received, counts.Received);
            Assert.IsLessThanOrEqualTo(4, counts.Running);
            Assert.IsLessThanOrEqualTo(16, counts.Queued + counts.Running + counts.Waiting);
            received = counts.Received;
            await Task.Yield();
        }

        Assert.HasCount(2000, await run);
        Assert.AreEqual((2000, 1600, 400, 1200), (stage.Counts.Received, stage.Counts.Succeeded, stage.Counts.Failed, stage.Counts.Retried));
        Assert.AreEqual((1600, 400), (pipeline.Stages[1].Counts.Received, pipeline.Stages[1].Counts.Passed));
        Assert.AreEqual("then: 0 queued, 0 running, 0 waiting, 2000 ended", stage.ToString());
    }

    [TestMethod]
    public async Task Counts_SumOverRuns()
    {
        await using var pipeline = Pipeline.From<int>("p").Then(static n => n).Build();

        await pipeline.RunAsync([1, 2]).AllAsync();
        await pipeline.RunAsync([1, 2, 3]).AllAsync();

        Assert.AreEqual(5, pipeline.Stages[0].Counts.Succeeded);
    }
}
