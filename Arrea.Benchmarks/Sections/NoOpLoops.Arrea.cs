using Arrea.Benchmarks.Compare;
using Arrea.Dataflow;
using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Protection;

namespace Arrea.Benchmarks.Sections;

internal sealed partial class NoOpLoops
{
    private static readonly ErrorPolicy Retrying = new() { MaxRetries = 5, Backoff = Backoff.Exponential };

    public Task<Sample> ArreaAsync() => ArreaAsync(new BatchOptions());

    public Task<Sample> ArreaPolicyAsync() => ArreaAsync(new BatchOptions { Policy = Retrying });

    public async Task<Sample> ArreaProtectedAsync()
    {
        using var limiter = new RateLimiter(new RateLimiterOptions { Permits = 1_000_000, Period = TimeSpan.FromMilliseconds(1), Burst = 1_000_000 });
        return await ArreaAsync(new BatchOptions { Policy = Retrying, Protection = new() { CircuitBreaker = new CircuitBreaker("benchmark"), RateLimiter = limiter } });
    }

    public async Task<Sample> ArreaWatchedAsync()
    {
        var observer = new CountingObserver();
        var sample = await ArreaAsync(new BatchOptions(), observer);
        if (observer.Seen == 0)
        {
            throw new WrongWorkException("The subscriber saw no event.");
        }

        return sample;
    }

    // The list of jobs is the caller's, and made before the clock starts. All entries are one job: it is immutable.
    private async Task<Sample> ArreaAsync(BatchOptions options, IObserver<LeaderEvent>? observer = null)
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions());
        using var subscription = observer is null ? null : engine.Events.Subscribe(observer);
        var jobs = new Job[count];
        Array.Fill(jobs, Job.Run(_counter.CallAsync));
        BatchResult? batch = null;
        var sample = await SampleAsync(async () => batch = await engine.RunAsync(jobs, options with { Workers = parallelism, MaxCommands = count }));
        WrongWorkException.Require(count, batch!.Results.Count, "results");
        WrongWorkException.Require(true, batch.Results[count - 1].IsSuccess, "success of the last job");
        return sample;
    }
}
