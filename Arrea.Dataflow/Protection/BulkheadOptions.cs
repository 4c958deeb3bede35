using Arrea.Dataflow.Checks;

namespace Arrea.Dataflow.Protection;

/// <summary>How much a <see cref="Bulkhead"/> lets in. Immutable, and safe to share.</summary>
public sealed record BulkheadOptions
{
    /// <summary>The most weight inside at once. Range: 1 to 1,000,000. Default: 10.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int Capacity { get; init => field = Check.InRange(value, 1, 1_000_000); } = 10;

    /// <summary>The most calls that wait for room, whatever they weigh. Range: 0 to 1,000,000. Default: 0, which refuses at once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int QueueLimit { get; init => field = Check.InRange(value, 0, 1_000_000); }
}
