using Arrea.Dataflow.Checks;

namespace Arrea.Dataflow.Protection;

/// <summary>Opens a <see cref="CircuitBreaker"/> by the share of failures among the calls of late. Immutable, and safe to share.</summary>
/// <remarks>The window slides in ten steps, so it covers between nine tenths of <see cref="Length"/> and all of it. It is looked at after each failure.</remarks>
public sealed record FailureWindow
{
    /// <summary>Ended calls that must lie in the window before it opens. Range: 1 to 100,000. Default: 20.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int MinimumCalls { get; init => field = Check.InRange(value, 1, 100_000); } = 20;

    /// <summary>Share of failures that opens it. Range: 0.001 to 1. Default: 0.5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range, or not a number.</exception>
    public double Ratio { get; init => field = Check.InRange(value, 0.001, 1); } = 0.5;

    /// <summary>How far back it looks. Range: 100 ms to 1 day. Default: 30 s.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public TimeSpan Length { get; init => field = Check.InRange(value, TimeSpan.FromMilliseconds(100), TimeSpan.FromDays(1)); } = TimeSpan.FromSeconds(30);
}
