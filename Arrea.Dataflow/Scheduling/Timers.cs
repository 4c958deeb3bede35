namespace Arrea.Dataflow.Scheduling;

/// <summary>What the timers of all parts have in common.</summary>
internal static class Timers
{
    /// <summary>The longest wait that a timer is asked for. Those of <see cref="TimeProvider"/> refuse more than some 49 days.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(45);
}
