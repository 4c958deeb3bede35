using System.Threading.RateLimiting;
using Arrea.Benchmarks.Compare;
using Arrea.Dataflow.Protection;
using Polly;
using Polly.CircuitBreaker;

namespace Arrea.Benchmarks.Sections;

/// <summary>Calls that do nothing, each let through by a protection that never refuses. Each thread makes its share.</summary>
/// <remarks>What a thread needs for a call, it makes before the clock starts; the nanoseconds are of one thread's calls.</remarks>
internal sealed class ProtectedCalls(int count, int threads)
{
    // More than all calls of a run need, so that nothing is refused.
    private static readonly RateLimiterOptions Plenty = new() { Permits = 1_000_000, Period = TimeSpan.FromMilliseconds(1), Burst = 1_000_000 };

    public Task<Sample> BreakerAsync() => BreakerAsync(new CircuitBreakerOptions());

    public Task<Sample> WindowBreakerAsync() => BreakerAsync(new CircuitBreakerOptions { Window = new FailureWindow() });

    public Task<Sample> BreakerExecuteAsync()
    {
        var breaker = new CircuitBreaker("benchmark");
        return SampleAsync(async calls =>
        {
            var done = 0;
            for (var i = 0; i < calls; i++)
            {
                done += await breaker.ExecuteAsync(static _ => ValueTask.FromResult(1));
            }

            return done;
        });
    }

    public Task<Sample> PollyBreakerAsync()
    {
        var pipeline = new ResiliencePipelineBuilder().AddCircuitBreaker(new CircuitBreakerStrategyOptions()).Build();
        return SampleAsync(async calls =>
        {
            var done = 0;
            for (var i = 0; i < calls; i++)
            {
                done += await pipeline.ExecuteAsync(static _ => ValueTask.FromResult(1));
            }

            return done;
        });
    }

    public async Task<Sample> LimiterAsync()
    {
        using var limiter = new Dataflow.Protection.RateLimiter(Plenty);
        return await SampleAsync(() => limiter.TryAcquire().IsGranted);
    }

    public async Task<Sample> FrameworkLimiterAsync()
    {
        await using var limiter = new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = int.MaxValue,
            TokensPerPeriod = int.MaxValue,
            ReplenishmentPeriod = TimeSpan.FromMilliseconds(1),
            AutoReplenishment = false,
            QueueLimit = 0,
        });
        return await SampleAsync(() =>
        {
            using var lease = limiter.AttemptAcquire();
            return lease.IsAcquired;
        });
    }

    public Task<Sample> BulkheadAsync()
    {
        var bulkhead = new Bulkhead(new BulkheadOptions { Capacity = 100 });
        return SampleAsync(() =>
        {
            using var lease = bulkhead.TryEnter(out var entered) ? entered : default;
            return lease.IsHeld;
        });
    }

    public async Task<Sample> FrameworkBulkheadAsync()
    {
        await using var limiter = new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = 100, QueueLimit = 0 });
        return await SampleAsync(() =>
        {
            using var lease = limiter.AttemptAcquire();
            return lease.IsAcquired;
        });
    }

    public async Task<Sample> SemaphoreAsync()
    {
        using var slots = new SemaphoreSlim(100);
        return await SampleAsync(() =>
        {
            var entered = slots.Wait(TimeSpan.Zero);
            slots.Release();
            return entered;
        });
    }

    public async Task<Sample> BreakerAndLimiterAsync()
    {
        var breaker = new CircuitBreaker("benchmark");
        using var limiter = new Dataflow.Protection.RateLimiter(Plenty);
        return await SampleAsync(() =>
        {
            if (!breaker.TryEnter(out var lease) || !limiter.TryAcquire().IsGranted)
            {
                return false;
            }

            lease.Succeeded();
            return true;
        });
    }

    private Task<Sample> BreakerAsync(CircuitBreakerOptions options)
    {
        var breaker = new CircuitBreaker("benchmark", options);
        return SampleAsync(() =>
        {
            var entered = breaker.TryEnter(out var lease);
            lease.Succeeded();
            return entered;
        });
    }

    private Task<Sample> SampleAsync(Func<bool> call) => SampleAsync(calls =>
    {
        var done = 0;
        for (var i = 0; i < calls; i++)
        {
            done += call() ? 1 : 0;
        }

        return Task.FromResult(done);
    });

    // All threads make as many calls as one would alone, so the time of a call is that which one of them sees.
    private async Task<Sample> SampleAsync(Func<int, Task<int>> loop)
    {
        var done = new int[threads];
        var sample = await Meter.AllocatedAsync(() => Task.WhenAll(Enumerable.Range(0, threads).Select(thread => Task.Run(async () => done[thread] = await loop(count)))));
        WrongWorkException.Require(count * (long)threads, done.Sum(static calls => (long)calls), "calls let through");
        return sample with { Bytes = sample.Bytes / threads };
    }
}
