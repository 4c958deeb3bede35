using Arrea.Dataflow.Checks;

namespace Arrea.Dataflow.Protection;

/// <summary>When a <see cref="CircuitBreaker"/> opens, and how it closes again. Immutable, and safe to share.</summary>
public sealed record CircuitBreakerOptions
{
    internal const int MostFailures = 1_000_000;

    internal static CircuitBreakerOptions Default { get; } = new();

    /// <summary>Failures in a row that open it, unless <see cref="Window"/> is set. Range: 1 to 1,000,000. Default: 5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int Threshold { get; init => field = Check.InRange(value, 1, MostFailures); } = 5;

    /// <summary>Opens it by the share of failures instead of failures in a row. Null (default): failures in a row.</summary>
    public FailureWindow? Window { get; init; }

    /// <summary>How long it stays open before a call may probe. Range: 1 s to 30 days. Default: 60 s.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public TimeSpan Timeout { get; init => field = Check.InRange(value, ShortestTimeout, LongestTimeout); } = TimeSpan.FromSeconds(60);

    /// <summary>Successful probes that close it. Range: 1 to 1,000,000. Null (default): half of <see cref="Threshold"/>, and at least 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int? ProbeSuccesses { get; init => field = value is { } count ? Check.InRange(count, 1, 1_000_000) : null; }

    /// <summary>How long a probe keeps others from probing when its result never comes. Range: 1 ms to 30 days. Null (default): <see cref="Timeout"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public TimeSpan? ProbeTimeout
    {
        get;
        init => field = value is { } limit ? Check.InRange(limit, TimeSpan.FromMilliseconds(1), LongestTimeout) : null;
    }

    /// <summary>
    /// Whether an exception out of a call is a failure; otherwise it counts for nothing. Asked by <c>ExecuteAsync</c>
    /// alone. When it throws, the answer is yes. Null (default): every exception is one.
    /// </summary>
    public Func<Exception, bool>? IsFailure { get; init; }

    /// <summary>
    /// Told of every transition, and of nothing else: one at a time, in order, on the thread of a call that found the
    /// change, outside of any lock. Keep it short. What it throws is ignored. Null (default): nobody is told.
    /// </summary>
    public Action<CircuitTransition>? OnTransition { get; init; }

    internal static TimeSpan ShortestTimeout => TimeSpan.FromSeconds(1);

    internal static TimeSpan LongestTimeout => TimeSpan.FromDays(30);
}
