namespace Arrea.Dataflow.Tests.Support;

/// <summary>A clock whose reading fails as often as it is told to.</summary>
internal sealed class FaultyClock(ManualTimeProvider time) : TimeProvider
{
    private int _faults;

    public override long TimestampFrequency => time.TimestampFrequency;

    /// <summary>Makes the next readings of the monotonic time throw.</summary>
    public void Break(int readings) => Volatile.Write(ref _faults, readings);

    /// <summary>Whether it refuses to make timers.</summary>
    public bool IsWithoutTimers { get; set; }

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

    public override long GetTimestamp()
        => Volatile.Read(ref _faults) > 0 && Interlocked.Decrement(ref _faults) >= 0 ? throw new InvalidTimeZoneException("the clock is broken") : time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        => IsWithoutTimers ? throw new InvalidTimeZoneException("the clock has no timers") : time.CreateTimer(callback, state, dueTime, period);
}
