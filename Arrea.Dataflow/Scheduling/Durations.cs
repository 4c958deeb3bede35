namespace Arrea.Dataflow.Scheduling;

/// <summary>Spans of time in the ticks of a clock.</summary>
internal static class Durations
{
    /// <summary>Rounded up, so that nothing happens too early; and never so long that it cannot be added to the time of now.</summary>
    public static long ToTimestamp(TimeSpan span, TimeProvider time)
        => (long)Int128.Min(long.MaxValue / 4, (((Int128)span.Ticks * time.TimestampFrequency) + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond);
}
