using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Batches;

/// <summary>
/// Who owns the attempt that a lane runs: the lane itself, until somebody tells it to end, and the watch, when it did not.
/// Each change names the attempt by its serial number, so that none can hit the next one by mistake.
/// </summary>
internal struct LaneState
{
    private const int CodeBits = 4;
    private const long CodeMask = (1 << CodeBits) - 1;
    private const long Idle = 0;
    private const long Running = 1;

    // Running, and told to end: this plus the reason.
    private const long Stopped = 2;
    private const long Abandoned = CodeMask;

    private long _value;

    /// <summary>When the attempt's time is over, by the engine's clock.</summary>
    public long Due;

    /// <summary>Why it is over then.</summary>
    public StopReason DueReason;

    /// <summary>When a delegate that was told to end is left behind.</summary>
    public long AbandonAt;

    public static bool IsRunning(long value) => (value & CodeMask) == Running;

    public static bool IsStopped(long value) => (value & CodeMask) is > Running and < Abandoned;

    public static StopReason ReasonOf(long value) => (StopReason)((value & CodeMask) - Stopped);

    public long Read() => Volatile.Read(ref _value);

    /// <summary>Begins the next attempt. Called by the lane, which is idle.</summary>
    public void Begin() => Volatile.Write(ref _value, (((_value >> CodeBits) + 1) << CodeBits) | Running);

    /// <summary>Tells the attempt to end.</summary>
    /// <param name="seen">The state in which it ran.</param>
    /// <param name="reason">Why.</param>
    /// <returns>Whether it was still the same attempt, and running.</returns>
    public bool TryStop(long seen, StopReason reason)
        => Interlocked.CompareExchange(ref _value, (seen & ~CodeMask) | (Stopped + (long)reason), seen) == seen;

    /// <summary>Takes the attempt away from a lane that does not end it.</summary>
    /// <param name="seen">The state in which it was told to end.</param>
    /// <returns>Whether it was still there.</returns>
    public bool TryAbandon(long seen)
        => Interlocked.CompareExchange(ref _value, (seen & ~CodeMask) | Abandoned, seen) == seen;

    /// <summary>Ends the attempt. Called by the lane.</summary>
    /// <param name="reason">Why it had been told to, if it had.</param>
    /// <returns>Whether it is still the lane's.</returns>
    public bool TryEnd(out StopReason reason)
    {
        reason = StopReason.None;
        var value = Read();
        while ((value & CodeMask) != Abandoned)
        {
            var seen = Interlocked.CompareExchange(ref _value, (value & ~CodeMask) | Idle, value);
            if (seen == value)
            {
                reason = IsStopped(value) ? ReasonOf(value) : StopReason.None;
                return true;
            }

            value = seen;
        }

        return false;
    }
}
