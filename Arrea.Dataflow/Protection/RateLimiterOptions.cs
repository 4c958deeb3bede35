using Arrea.Dataflow.Checks;

namespace Arrea.Dataflow.Protection;

/// <summary>How many permits a <see cref="RateLimiter"/> gives in which time. Immutable, and safe to share.</summary>
/// <remarks>A value is checked when it is set; the rule that spans values when the limiter is made: a full burst must not take more than 365 days to come.</remarks>
public sealed record RateLimiterOptions
{
    private static readonly TimeSpan LongestBurst = TimeSpan.FromDays(365);

    /// <summary>How permits are spread over time. Default: <see cref="RateAlgorithm.TokenBucket"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public RateAlgorithm Algorithm { get; init => field = Check.Defined(value); } = RateAlgorithm.TokenBucket;

    /// <summary>Permits that come in one <see cref="Period"/>. Range: 1 to 1,000,000. Default: 100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int Permits { get; init => field = Check.InRange(value, 1, 1_000_000); } = 100;

    /// <summary>
    /// The time in which <see cref="Permits"/> come, evenly spread. The interval between two is rounded up to the
    /// resolution of the clock. Range: 1 ms to 1 day. Default: 1 s.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public TimeSpan Period { get; init => field = Check.InRange(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1)); } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The most permits one call may take; with a token bucket, also the most that are saved up, and the number it starts
    /// with. Range: 1 to 1,000,000. Null (default): <see cref="Permits"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int? Burst { get; init => field = value is { } burst ? Check.InRange(burst, 1, 1_000_000) : null; }

    /// <summary>The most calls that wait for permits. Range: 0 to 1,000,000. Default: 1,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int QueueLimit { get; init => field = Check.InRange(value, 0, 1_000_000); } = 1_000;

    internal int LargestCall => Burst ?? Permits;

    internal RateLimiterOptions Validated() => Period.TotalDays / Permits * LargestCall <= LongestBurst.TotalDays
        ? this
        : throw new ArgumentException($"{nameof(Burst)} ({LargestCall}) at {Permits} in {Period} takes more than {LongestBurst} to come. Lower {nameof(Burst)}.");
}
