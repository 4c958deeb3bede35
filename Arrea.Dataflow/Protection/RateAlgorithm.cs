namespace Arrea.Dataflow.Protection;

/// <summary>How a <see cref="RateLimiter"/> spreads its permits over time.</summary>
public enum RateAlgorithm
{
    /// <summary>Unused permits are saved up, to <see cref="RateLimiterOptions.Burst"/>, and may be taken at once.</summary>
    TokenBucket = 0,

    /// <summary>Nothing is saved up: after a call that took n permits, the next one may go n intervals later.</summary>
    LeakyBucket = 1,
}
