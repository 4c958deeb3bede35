using System.Threading.Tasks.Dataflow;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Pipelines;
using BenchmarkDotNet.Attributes;

namespace Arrea.Benchmarks;

/// <summary>Question: what does the one-outcome promise of a stage cost, per item, over a bare TransformBlock?</summary>
[MemoryDiagnoser]
public class StageOverheadBenchmark
{
    private const int Items = 10_000;

    [Params(1, 8)]
    public int Parallelism { get; set; }

    [Benchmark(Baseline = true, OperationsPerInvoke = Items)]
    public async Task BareBlock()
    {
        var block = new TransformBlock<int, int>(
            static n => Task.FromResult(n),
            new ExecutionDataflowBlockOptions { BoundedCapacity = 128, MaxDegreeOfParallelism = Parallelism, EnsureOrdered = false });
        var feeding = FeedAsync(block);
        var sum = 0L;
        await foreach (var n in block.ReceiveAllAsync())
        {
            sum += n;
        }

        await feeding;
        Check(sum);
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public async Task Stage()
    {
        await using var pipeline = Pipeline.From<int>("benchmark")
            .Then(static (n, _) => ValueTask.FromResult(n), new() { Parallelism = Parallelism, Capacity = 128, Order = ResultOrder.Completion })
            .Build();
        var sum = 0L;
        await foreach (var outcome in pipeline.RunAsync(Enumerable.Range(0, Items)))
        {
            sum += outcome.Value;
        }

        Check(sum);
    }

    private static async Task FeedAsync(TransformBlock<int, int> block)
    {
        for (var n = 0; n < Items; n++)
        {
            await block.SendAsync(n);
        }

        block.Complete();
    }

    // A benchmark that does the wrong work must fail, not win.
    private static void Check(long sum)
    {
        if (sum != (long)Items * (Items - 1) / 2)
        {
            throw new InvalidOperationException($"The sum is {sum}.");
        }
    }
}
