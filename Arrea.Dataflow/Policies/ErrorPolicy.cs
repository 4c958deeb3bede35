using Arrea.Dataflow.Checks;

namespace Arrea.Dataflow.Policies;

/// <summary>What to do after an attempt that failed, timed out or warned. Immutable, and safe to share.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>Decision</term><description>Effect</description></listheader>
/// <item><term>Retry</term><description>The same job runs again, at most <see cref="MaxRetries"/> times. While it waits it holds no slot. When retries are used up, the outcome is that of the last attempt, and the rest is as for Stop.</description></item>
/// <item><term>Stop</term><description>The job ends with the outcome of the attempt. A worker with several tasks drops the rest: they end cancelled and do not start.</description></item>
/// <item><term>Continue</term><description>The job ends with the outcome of the attempt. A worker with several tasks goes on with the next.</description></item>
/// </list>
/// A worker of a batch has one task, so there Stop and Continue come to the same. None of them touches the other jobs of
/// a batch; that is what fail-fast is for.
/// </remarks>
public sealed record ErrorPolicy
{
    /// <summary>Retries three times, a second apart.</summary>
    public static ErrorPolicy Default { get; } = new();

    /// <summary>Stops at the first error or timeout.</summary>
    public static ErrorPolicy Strict { get; } = new() { OnError = PolicyAction.Stop, OnTimeout = PolicyAction.Stop, MaxRetries = 0 };

    /// <summary>After an error. Default: <see cref="PolicyAction.Retry"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public PolicyAction OnError { get; init => field = Check.Defined(value); } = PolicyAction.Retry;

    /// <summary>After a timeout. Default: <see cref="PolicyAction.Retry"/>. Not <see cref="PolicyAction.Custom"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is <see cref="PolicyAction.Custom"/>, or not one of the enumeration.</exception>
    public PolicyAction OnTimeout { get; init => field = Check.OneOf(value, [PolicyAction.Retry, PolicyAction.Stop, PolicyAction.Continue]); } = PolicyAction.Retry;

    /// <summary>After a warning. Default: <see cref="WarningAction.Log"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public WarningAction OnWarning { get; init => field = Check.Defined(value); } = WarningAction.Log;

    /// <summary>Further attempts after the first. Range: 0 to 1,000,000. Default: 3. A custom handler is not bound by it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int MaxRetries { get; init => field = Check.InRange(value, 0, MostRetries); } = 3;

    /// <summary>The wait before a retry. Range: 0 to 30 days. Default: 1 s.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public TimeSpan RetryDelay { get; init => field = Check.InRange(value, TimeSpan.Zero, LongestDelay); } = TimeSpan.FromSeconds(1);

    /// <summary>How the wait grows from one retry to the next. Default: <see cref="Backoff.Constant"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public Backoff Backoff { get; init => field = Check.Defined(value); } = Backoff.Constant;

    /// <summary>The part of an exponential wait that is random: 0.2 makes it 80 % to 100 % of the computed one. Range: 0 to 1. Default: 0.2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double Jitter { get; init => field = Check.InRange(value, 0.0, 1.0); } = 0.2;

    /// <summary>The longest wait that backoff may grow to. Range: 0 to 30 days. Default: 30 days.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public TimeSpan MaxDelay { get; init => field = Check.InRange(value, TimeSpan.Zero, LongestDelay); } = LongestDelay;

    /// <summary>
    /// How long one attempt may take, where neither the job nor its batch or stage says. More than zero,
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for none, or null for unset, which comes to 30 s. Default: 30 s.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero or negative.</exception>
    public TimeSpan? Timeout { get; init => field = Check.TimeLimit(value); } = LastResortTimeout;

    /// <summary>Which failed attempts deserve a retry. Null (default): all. When it throws, the answer is no.</summary>
    public Func<FailedAttempt, bool>? RetryOn { get; init; }

    /// <summary>The most retries of all jobs of one batch or stage that have this policy together. Zero or more; null (default) for no limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int? RetryBudget { get; init => field = value is { } budget ? Check.InRange(budget, 0, int.MaxValue) : null; }

    /// <summary>Decides after an error when <see cref="OnError"/> is <see cref="PolicyAction.Custom"/>. See <see cref="Custom"/>.</summary>
    public Func<Outcomes.JobError, int, FailedAttempt, PolicyDecision>? Handler { get; init; }

    // Computed, not stored: the presets above are made before a stored value would be.
    internal static TimeSpan LongestDelay => TimeSpan.FromDays(30);

    internal const int MostRetries = 1_000_000;

    /// <summary>The limit of an attempt where nobody sets one.</summary>
    internal static TimeSpan LastResortTimeout => TimeSpan.FromSeconds(30);

    /// <summary>Retries often and patiently.</summary>
    /// <param name="maxRetries">Further attempts after the first. Range: 0 to 1,000,000. Default: 10.</param>
    /// <param name="retryDelay">The wait before a retry. Range: 0 to 30 days. Default (null): 2 s.</param>
    /// <returns>The policy.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public static ErrorPolicy Tolerant(int maxRetries = 10, TimeSpan? retryDelay = null)
        => new() { MaxRetries = maxRetries, RetryDelay = retryDelay ?? TimeSpan.FromSeconds(2) };

    /// <summary>Asks a delegate after each error. After a timeout <see cref="OnTimeout"/> decides, and <see cref="RetryOn"/> is not asked.</summary>
    /// <param name="handler">
    /// Gets the error, the number of retries made so far (0 after the first attempt) and the attempt, and decides.
    /// It alone bounds the retries. When it throws, the decision is <see cref="PolicyDecision.Stop"/>.
    /// </param>
    /// <returns>The policy.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="handler"/> is null.</exception>
    public static ErrorPolicy Custom(Func<Outcomes.JobError, int, FailedAttempt, PolicyDecision> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return new ErrorPolicy { OnError = PolicyAction.Custom, Handler = handler };
    }

    /// <summary>Checks the rule that spans two values.</summary>
    internal ErrorPolicy Validated() => OnError == PolicyAction.Custom && Handler is null
        ? throw new ArgumentException($"{nameof(OnError)} is {nameof(PolicyAction.Custom)} but {nameof(Handler)} is null. Use {nameof(ErrorPolicy)}.{nameof(Custom)}(handler).")
        : this;
}
