using Arrea.Dataflow.Checks;

namespace Arrea.Dataflow.Protection;

/// <summary>What <see cref="CircuitBreakers"/> makes, and how many it keeps. Immutable, and safe to share.</summary>
public sealed record CircuitBreakersOptions
{
    /// <summary>The most breakers kept. Range: 1 to 1,000,000. Default: 10,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int Capacity { get; init => field = Check.InRange(value, 1, 1_000_000); } = 10_000;

    /// <summary>Options of a breaker that is asked for without any. Default: the default options.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public CircuitBreakerOptions Defaults { get; init => field = Check.NotNull(value); } = new();

    /// <summary>Told of every transition of its breakers, after the breaker's own <see cref="CircuitBreakerOptions.OnTransition"/>, and in the same way. Null (default): nobody is told.</summary>
    public Action<CircuitTransition>? OnTransition { get; init; }

    /// <summary>Asked for those options anew for each breaker, instead of <see cref="Defaults"/>. Called under a lock: it must be short. Null: not asked.</summary>
    internal Func<CircuitBreakerOptions>? DefaultsOfNow { get; init; }
}
