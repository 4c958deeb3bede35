namespace Arrea.Dataflow.Scheduling;

/// <summary>One timer that rings at the earliest moment asked for. Its owner asks and clears under a lock of its own; anybody may read.</summary>
/// <param name="time">The clock.</param>
/// <param name="ring">Called on the timer's thread, perhaps too early: who is called looks what is due, and asks again.</param>
internal sealed class Alarm(TimeProvider time, Action ring) : IDisposable
{
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMilliseconds(100);

    private ITimer? _timer;
    private long _setFor = long.MaxValue;
    private bool _disposed;

    /// <summary>When it rings, by the clock's own ticks; <see cref="long.MaxValue"/> while nobody has asked.</summary>
    public long SetFor => Volatile.Read(ref _setFor);

    /// <summary>A timer may fire a little early by the monotonic clock: what is due within so many ticks counts as due.</summary>
    public long Slack { get; } = time.TimestampFrequency / 1000;

    /// <summary>Asks to be rung at this time, if not before.</summary>
    public void SetBy(long timestamp)
    {
        if (_disposed || timestamp >= _setFor)
        {
            return;
        }

        Volatile.Write(ref _setFor, timestamp);
        var wait = time.GetElapsedTime(time.GetTimestamp(), timestamp);
        wait = wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Timers.Longest ? Timers.Longest : wait;
        if (_timer is null)
        {
            _timer = time.StartTimer(static alarm => ((Alarm)alarm!).Ring(), this, wait);
        }
        else
        {
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>It has rung: whatever was asked for before is forgotten.</summary>
    public void Clear() => Volatile.Write(ref _setFor, long.MaxValue);

    public void Dispose()
    {
        _disposed = true;
        _timer?.Dispose();
    }

    // What left a timer's callback would end the process, and the clock that is asked here may be the user's. It is asked again in a moment.
    private void Ring()
    {
        try
        {
            ring();
        }
        catch (Exception)
        {
            _timer?.Change(AfterFailure, Timeout.InfiniteTimeSpan);
        }
    }
}
