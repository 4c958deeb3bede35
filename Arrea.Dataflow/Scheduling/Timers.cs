namespace Arrea.Dataflow.Scheduling;

/// <summary>What the timers of all parts have in common.</summary>
internal static class Timers
{
    /// <summary>The longest wait that a timer is asked for. Those of <see cref="TimeProvider"/> refuse more than some 49 days.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(45);

    /// <summary>Starts a timer that does not keep the execution context of whoever starts it.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="callback">Called each time it fires.</param>
    /// <param name="state">What it is called with.</param>
    /// <param name="due">When it fires first.</param>
    /// <param name="period">How often it fires from then on; null for once.</param>
    public static ITimer StartTimer(this TimeProvider time, TimerCallback callback, object? state, TimeSpan due, TimeSpan? period = null)
    {
        using (ContextFlow.Suppress())
        {
            return time.CreateTimer(callback, state, due, period ?? Timeout.InfiniteTimeSpan);
        }
    }
}
