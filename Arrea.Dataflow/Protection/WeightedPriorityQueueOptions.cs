using Arrea.Dataflow.Checks;

namespace Arrea.Dataflow.Protection;

/// <summary>How much a <see cref="WeightedPriorityQueue{T}"/> holds and gives out. Immutable, and safe to share.</summary>
public sealed record WeightedPriorityQueueOptions
{
    /// <summary>The most items in the queue, whatever they weigh. Range: 1 to 10,000,000. Default: 1,000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int Capacity { get; init => field = Check.InRange(value, 1, 10_000_000); } = 1_000;

    /// <summary>The most weight taken out and not given back. Range: 1 to 1,000,000,000. Default: 10.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int Budget { get; init => field = Check.InRange(value, 1, 1_000_000_000); } = 10;
}
