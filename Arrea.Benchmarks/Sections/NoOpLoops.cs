using System.Threading.Tasks.Dataflow;
using Arrea.Benchmarks.Compare;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace Arrea.Benchmarks.Sections;

/// <summary>The arms of <see cref="EngineSection"/>: each calls the same delegate as often, and adds up what it was called with.</summary>
internal sealed partial class NoOpLoops(int count, int parallelism)
{
    private readonly Counter _counter = new();

    public Task<Sample> SharedIndexAsync() => SampleAsync(async () =>
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, parallelism).Select(_ => Task.Run(async () =>
        {
            for (int i; (i = Interlocked.Increment(ref next)) < count;)
            {
                await _counter.CallAsync(CancellationToken.None);
            }
        })));
    });

    public Task<Sample> ForEachAsync() => SampleAsync(() => Parallel.ForEachAsync(
        Enumerable.Range(0, count),
        new ParallelOptions { MaxDegreeOfParallelism = parallelism },
        (_, cancellationToken) => new ValueTask(_counter.CallAsync(cancellationToken).AsTask())));

    public Task<Sample> ActionBlockAsync() => SampleAsync(async () =>
    {
        var block = new ActionBlock<int>(
            _ => _counter.CallAsync(CancellationToken.None).AsTask(),
            new ExecutionDataflowBlockOptions { MaxDegreeOfParallelism = parallelism });
        for (var i = 0; i < count; i++)
        {
            block.Post(i);
        }

        block.Complete();
        await block.Completion;
    });

    public Task<Sample> SemaphoreAsync() => SampleAsync(async () =>
    {
        var slots = new SemaphoreSlim(parallelism);
        var tasks = new Task[count];
        for (var i = 0; i < count; i++)
        {
            await slots.WaitAsync();
            tasks[i] = RunAsync(slots);
        }

        await Task.WhenAll(tasks);

        async Task RunAsync(SemaphoreSlim slots)
        {
            try
            {
                await Task.Yield();
                await _counter.CallAsync(CancellationToken.None);
            }
            finally
            {
                slots.Release();
            }
        }
    });

    public Task<Sample> PollyAsync()
    {
        var pipeline = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 5 })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions())
            .AddTimeout(TimeSpan.FromSeconds(30))
            .Build();
        return SampleAsync(async () =>
        {
            var block = new ActionBlock<int>(
                _ => pipeline.ExecuteAsync(_counter.CallAsync).AsTask(),
                new ExecutionDataflowBlockOptions { MaxDegreeOfParallelism = parallelism });
            for (var i = 0; i < count; i++)
            {
                block.Post(i);
            }

            block.Complete();
            await block.Completion;
        });
    }

    private async Task<Sample> SampleAsync(Func<Task> work)
    {
        _counter.Reset();
        var sample = await Meter.AllocatedAsync(work);
        WrongWorkException.Require(count, _counter.Total, "calls of the delegate");
        return sample;
    }
}
