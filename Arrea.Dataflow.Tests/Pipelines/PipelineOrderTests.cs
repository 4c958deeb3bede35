using System.Collections.Concurrent;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Pipelines;

namespace Arrea.Dataflow.Tests.Pipelines;

[TestClass]
public sealed class PipelineOrderTests
{
    [TestMethod]
    public async Task Order_Input_ASlowOneHoldsTheOthersBack()
    {
        var first = Waiting.Gate();
        await using var pipeline = Pipeline.From<int>("p")
            .ForEach((n, _) => n == 0 ? first.Task : Task.CompletedTask, new() { Parallelism = 2 })
            .Build();

        var run = pipeline.RunAsync(Enumerable.Range(0, 5)).AllAsync();
        await Waiting.UntilAsync(() => pipeline.Stages[0].Counts.Succeeded == 4);
        first.SetResult();

        Assert.AreEqual("0:0 1:1 2:2 3:3 4:4", (await run).InShort());
    }

    [TestMethod]
    public async Task Order_Completion_YieldsAsTheyEnd()
    {
        var first = Waiting.Gate();
        await using var pipeline = Pipeline.From<int>("p")
            .ForEach((n, _) => n == 0 ? first.Task : Task.CompletedTask, new() { Parallelism = 2, Capacity = 2, Order = ResultOrder.Completion, Key = static n => n })
            .Build();

        await using var outcomes = pipeline.RunAsync([0, 1]).GetAsyncEnumerator();

        Assert.IsTrue(await outcomes.MoveNextAsync().AsTask().InTime());
        Assert.AreEqual(1L, outcomes.Current.Index);
        first.SetResult();
        Assert.IsTrue(await outcomes.MoveNextAsync().AsTask().InTime());
        Assert.AreEqual(0L, outcomes.Current.Index);
    }

    [TestMethod]
    public async Task Order_Input_AFailureKeepsItsPlace()
    {
        var first = Waiting.Gate();
        await using var pipeline = Pipeline.From<int>("p")
            .Validate(static n => n == 1 ? "no" : null)
            .ForEach((n, _) => n == 0 ? first.Task : Task.CompletedTask, new() { Parallelism = 2 })
            .Build();

        var run = pipeline.RunAsync([0, 1, 2]).AllAsync();
        await Waiting.UntilAsync(() => pipeline.Stages[1].Counts is { Passed: 1, Succeeded: 1 });
        first.SetResult();

        Assert.AreEqual("0:0 1:validation_failed 2:2", (await run).InShort());
    }

    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(3, 3)]
    [DataRow(3, 64)]
    public async Task Parallelism_IsReachedAndNeverExceeded(int parallelism, int capacity)
    {
        var running = 0;
        var peak = 0;
        var gate = Waiting.Gate();
        await using var pipeline = Pipeline.From<int>("p")
            .ForEach(async (_, _) =>
            {
                var now = Interlocked.Increment(ref running);
                InterlockedMax(ref peak, now);
                await gate.Task;
                Interlocked.Decrement(ref running);
            }, new() { Parallelism = parallelism, Capacity = capacity, Key = static n => n })
            .Build();

        var run = pipeline.RunAsync(Enumerable.Range(0, 200)).AllAsync();
        await Waiting.UntilAsync(() => Volatile.Read(ref running) == parallelism);
        gate.SetResult();

        Assert.HasCount(200, await run);
        Assert.AreEqual(parallelism, peak);
    }

    [TestMethod]
    public async Task Key_EqualKeys_NeverOverlapAndKeepTheirOrder()
    {
        var seen = new ConcurrentDictionary<int, ConcurrentQueue<int>>();
        var inside = new int[7];
        var overlaps = 0;
        await using var pipeline = Pipeline.From<int>("p")
            .ForEach(async (n, _) =>
            {
                overlaps += Interlocked.Increment(ref inside[n % 7]) > 1 ? 1 : 0;
                seen.GetOrAdd(n % 7, static _ => new()).Enqueue(n);
                await Task.Yield();
                Interlocked.Decrement(ref inside[n % 7]);
            }, new() { Parallelism = 5, Key = static n => n % 7, Order = ResultOrder.Completion })
            .Build();

        Assert.HasCount(2000, await pipeline.RunAsync(Enumerable.Range(0, 2000)).AllAsync());

        Assert.AreEqual(0, overlaps);
        foreach (var (key, items) in seen)
        {
            CollectionAssert.AreEqual(Enumerable.Range(0, 2000).Where(n => n % 7 == key).ToArray(), items.ToArray());
        }
    }

    [TestMethod]
    public async Task Key_Null_BindsNothing()
    {
        var both = Waiting.Gate();
        var running = 0;
        await using var pipeline = Pipeline.From<int>("p")
            .ForEach((_, _) =>
            {
                if (Interlocked.Increment(ref running) == 2)
                {
                    both.SetResult();
                }

                return both.Task;
            }, new() { Parallelism = 2, Key = static _ => null })
            .Build();

        Assert.HasCount(2, await pipeline.RunAsync([1, 2]).AllAsync());
    }

    [TestMethod]
    public async Task Key_Throws_ThatItemFails()
    {
        await using var pipeline = Pipeline.From<int>("p")
            .Then(static n => n, new() { Key = static n => n == 1 ? throw new IOException() : n })
            .Build();

        Assert.AreEqual("0:0 1:exception 2:2", (await pipeline.RunAsync([0, 1, 2]).AllAsync()).InShort());
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1)]
    [DataRow(2)]
    public async Task Key_ComparisonThrows_CostsNoOutcome(int harmless)
    {
        await using var pipeline = Pipeline.From<int>("p").Then(static n => n, new() { Key = _ => new Hostile(harmless) }).Build();

        Assert.HasCount(2, await pipeline.RunAsync([0, 1]).AllAsync());
        Assert.AreEqual(2, pipeline.Stages[0].Counts.Ended);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = Volatile.Read(ref target); value > seen;)
        {
            var before = Interlocked.CompareExchange(ref target, value, seen);
            seen = before == seen ? value : before;
        }
    }

    /// <summary>A key that cannot be compared after the first few times.</summary>
    private sealed class Hostile(int harmless)
    {
        private int _asked;

        public override bool Equals(object? obj) => false;

        public override int GetHashCode() => _asked++ < harmless ? 0 : throw new InvalidOperationException("hostile");
    }
}
