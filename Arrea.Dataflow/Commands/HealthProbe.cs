namespace Arrea.Dataflow.Commands;

/// <summary>How an <see cref="InteractiveProcess"/> is asked whether it is well, beyond being alive.</summary>
public sealed record HealthProbe
{
    /// <summary>Asks the process. False, an exception, and no answer within <see cref="Timeout"/> are failures.</summary>
    /// <remarks>
    /// One question at a time, beside those of <see cref="InteractiveProcess.CheckHealthAsync"/>. Its token is cancelled when the answer is no longer
    /// waited for; a probe that goes on all the same is left to itself.
    /// </remarks>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public required Func<InteractiveProcess, CancellationToken, ValueTask<bool>> Check { get; init => field = Checks.Check.NotNull(value); }

    /// <summary>Time from the start, or from an answer, to the next question. Range: 1 ms to 1 day. Default: 10 s.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public TimeSpan Interval { get; init => field = Checks.Check.InRange(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1)); } = TimeSpan.FromSeconds(10);

    /// <summary>Time for an answer. Range: 1 ms to 1 day. Default: 5 s.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public TimeSpan Timeout { get; init => field = Checks.Check.InRange(value, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1)); } = TimeSpan.FromSeconds(5);

    /// <summary>Failures in a row after which the process is ended; whether it is started again is for <see cref="InteractiveOptions.Restart"/> to say. Range: 1 to 1,000. Default: 3.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int Failures { get; init => field = Checks.Check.InRange(value, 1, 1_000); } = 3;
}
