using Arrea.Dataflow.Checks;

namespace Arrea.Dataflow.Councils;

/// <summary>How often a member is asked again after a failure that passes: a lost connection, an overloaded provider.</summary>
public sealed record MemberRetry
{
    /// <summary>Attempts, the first included. Range: 1 to 100. Default: 2.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int MaxAttempts { get; init => field = Check.InRange(value, 1, 100); } = 2;

    /// <summary>The wait before the second attempt; it doubles with each one after. What the provider asks for (<c>Retry-After</c>) counts instead. Range: 0 to 1 hour. Default: 1 s.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public TimeSpan BaseDelay { get; init => field = Check.InRange(value, TimeSpan.Zero, TimeSpan.FromHours(1)); } = TimeSpan.FromSeconds(1);
}
