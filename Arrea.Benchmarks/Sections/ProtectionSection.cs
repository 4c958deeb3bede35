using Arrea.Benchmarks.Compare;

namespace Arrea.Benchmarks.Sections;

/// <summary>What a call pays that a breaker, a limiter or a bulkhead guards, beside the framework's and Polly's.</summary>
internal sealed class ProtectionSection : ISection
{
    public string Name => "protection";

    public string Question => "What do breaker, rate limiter and bulkhead cost, per call that they let through?";

    public IEnumerable<ArmGroup> Groups(bool quick)
    {
        var count = quick ? 200_000 : 4_000_000;
        foreach (var threads in (int[])[1, 2])
        {
            var calls = new ProtectedCalls(count, threads);
            yield return Group("Arrea breaker",
            [
                new Arm("Arrea breaker", calls.BreakerAsync),
                new Arm("Arrea breaker, ratio in a window", calls.WindowBreakerAsync),
                new Arm("Arrea breaker, ExecuteAsync", calls.BreakerExecuteAsync),
                new Arm("Polly breaker", calls.PollyBreakerAsync),
            ]);
            yield return Group("Arrea limiter",
            [
                new Arm("Arrea limiter", calls.LimiterAsync),
                new Arm("TokenBucketRateLimiter", calls.FrameworkLimiterAsync),
            ]);
            yield return Group("Arrea bulkhead",
            [
                new Arm("Arrea bulkhead", calls.BulkheadAsync),
                new Arm("ConcurrencyLimiter", calls.FrameworkBulkheadAsync),
                new Arm("SemaphoreSlim", calls.SemaphoreAsync),
            ]);
            yield return Group("Arrea breaker, limiter", [new Arm("Arrea breaker, limiter", calls.BreakerAndLimiterAsync)]);

            var loops = new NoOpLoops(count / 4, threads);
            yield return new ArmGroup
            {
                Title = "a job that does nothing, under protection",
                Count = count / 4,
                Parallelism = threads,
                Baseline = "Arrea job, policy",
                Measure = Measure.NanosecondsPerOperation,
                Arms =
                [
                    new Arm("Arrea job, policy", loops.ArreaPolicyAsync),
                    new Arm("Arrea job, policy, breaker, limiter", loops.ArreaProtectedAsync),
                    new Arm("ActionBlock, Polly retry, breaker, timeout", loops.PollyAsync),
                ],
            };

            ArmGroup Group(string baseline, Arm[] arms) => new()
            {
                Title = $"a call through {baseline["Arrea ".Length..]}",
                Count = count,
                Parallelism = threads,
                Baseline = baseline,
                Measure = Measure.NanosecondsPerOperation,
                Arms = arms,
            };
        }
    }
}
