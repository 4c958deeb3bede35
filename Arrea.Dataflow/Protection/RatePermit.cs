namespace Arrea.Dataflow.Protection;

/// <summary>What a <see cref="RateLimiter"/> answered. Nothing has to be given back.</summary>
/// <param name="IsGranted">Whether the call may go ahead.</param>
/// <param name="RetryAfter">For a refusal, the least time after which the same call might be granted; otherwise zero.</param>
public readonly record struct RatePermit(bool IsGranted, TimeSpan RetryAfter);
