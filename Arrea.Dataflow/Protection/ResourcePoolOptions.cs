using Arrea.Dataflow.Checks;

namespace Arrea.Dataflow.Protection;

/// <summary>How many resources a <see cref="ResourcePool{T}"/> has, and which of them still serve. Immutable, and safe to share.</summary>
/// <typeparam name="T">The type of a resource.</typeparam>
/// <remarks>A value is checked when it is set; the rule that spans two values when the pool is made.</remarks>
public sealed record ResourcePoolOptions<T>
{
    /// <summary>Resources kept though nobody needs them. Range: 0 to 100,000, and not above <see cref="Max"/>. Default: 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int Min { get; init => field = Check.InRange(value, 0, 100_000); }

    /// <summary>The most resources at once: rented, idle, being made or being disposed. Range: 1 to 100,000. Default: 10.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int Max { get; init => field = Check.InRange(value, 1, 100_000); } = 10;

    /// <summary>
    /// Whether a resource that lay idle still serves. Asked before it is rented; one that does not, or whose check throws,
    /// is disposed and replaced. Null (default): it does.
    /// </summary>
    public Func<T, CancellationToken, ValueTask<bool>>? IsHealthy { get; init; }

    /// <summary>How long a resource above <see cref="Min"/> may lie idle before it is disposed. Range: 1 ms to 30 days. Null (default): for ever.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public TimeSpan? IdleLifetime
    {
        get;
        init => field = value is { } lifetime ? Check.InRange(lifetime, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(30)) : null;
    }

    /// <summary>How long renting may take: the wait, the check and the making. Range: 1 ms to 1 day. Null (default): for ever.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public TimeSpan? RentTimeout
    {
        get;
        init => field = value is { } limit ? Check.InRange(limit, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1)) : null;
    }

    internal ResourcePoolOptions<T> Validated() => Min <= Max
        ? this
        : throw new ArgumentException($"{nameof(Min)} ({Min}) exceeds {nameof(Max)} ({Max}). Raise {nameof(Max)}.");
}
