using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Protection;

namespace Arrea.Dataflow.Configuration;

/// <summary>What the numbers of the configuration may be. Each is written here, or where the part that uses it writes it, and nowhere else.</summary>
internal static class EngineBounds
{
    public static Bounds<int> MaxWorkers => new(1, 100_000);

    public static Bounds<int> MaxCommandsPerBatch => new(1, int.MaxValue);

    public static Bounds<int> MaxRetries => new(0, ErrorPolicy.MostRetries);

    public static Bounds<TimeSpan> RetryDelay => new(TimeSpan.Zero, ErrorPolicy.LongestDelay);

    public static Bounds<int> RestartLimit => new(0, 1_000_000);

    public static Bounds<int> CircuitBreakerThreshold => new(1, CircuitBreakerOptions.MostFailures);

    public static Bounds<TimeSpan> CircuitBreakerTimeout => new(CircuitBreakerOptions.ShortestTimeout, CircuitBreakerOptions.LongestTimeout);
}
