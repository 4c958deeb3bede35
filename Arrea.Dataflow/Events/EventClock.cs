namespace Arrea.Dataflow.Events;

/// <summary>Dates events. Asking the system for the time costs more than all the rest of publishing, so a burst shares some answers.</summary>
/// <remarks>
/// Of the events in one tick of the system (1 to 16 ms), the first <see cref="ExactPerTick"/> get the time each; those beyond
/// share an answer in groups of <see cref="Shared"/>. A clock other than the system's is asked for every event.
/// </remarks>
/// <param name="time">The clock.</param>
internal sealed class EventClock(TimeProvider time)
{
    public const int ExactPerTick = 32;
    public const int Shared = 16;

    private readonly bool _system = time == TimeProvider.System;
    private DateTimeOffset _last;
    private long _tick;
    private int _inTick;

    /// <summary>The time now.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>What a clock of somebody else's says, to be asked outside of any lock; null for the system's.</summary>
    public DateTimeOffset? AskOther() => _system ? null : time.GetUtcNow();

    /// <summary>The date of the next event by the system's clock. Calls must not overlap.</summary>
    public DateTimeOffset Next()
    {
        var tick = Environment.TickCount64;
        _inTick = tick == _tick ? _inTick + 1 : 0;
        if (_inTick < ExactPerTick || _inTick % Shared == 0)
        {
            _tick = tick;
            _last = TimeProvider.System.GetUtcNow();
        }

        return _last;
    }
}
