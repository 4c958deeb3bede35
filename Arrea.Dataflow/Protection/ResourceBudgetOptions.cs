using Arrea.Dataflow.Checks;

namespace Arrea.Dataflow.Protection;

/// <summary>How much a <see cref="ResourceBudget"/> gives out. Immutable, and safe to share.</summary>
public sealed record ResourceBudgetOptions
{
    /// <summary>The most reserved at once by all holders together, in a unit of your choice. Range: 1 to 2^62. Default: 100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public long Capacity { get; init => field = Check.InRange(value, 1, 1L << 62); } = 100;

    /// <summary>The most reserved at once by one holder. Range: 1 to 2^62. Null (default): no limit but <see cref="Capacity"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public long? Quota { get; init => field = value is { } quota ? Check.InRange(quota, 1, 1L << 62) : null; }
}
