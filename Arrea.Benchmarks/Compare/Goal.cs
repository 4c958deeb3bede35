namespace Arrea.Benchmarks.Compare;

/// <summary>What an arm should come to.</summary>
/// <param name="Arm">The arm.</param>
/// <param name="Bound">What is bounded, and from which side.</param>
/// <param name="Limit">The bound.</param>
/// <param name="Other">With it the bound is one of the ratio to this arm.</param>
internal sealed record Goal(string Arm, Bound Bound, double Limit, string? Other = null)
{
    /// <summary>What the arm came to; null when it or the other was not measured.</summary>
    public double? Actual(IReadOnlyList<ArmResult> results)
    {
        if (Measured(results, Arm) is not { } result)
        {
            return null;
        }

        if (Bound == Bound.BytesAtMost)
        {
            return result.BytesPerOperation;
        }

        return Other is null ? result.Value.Median
            : Measured(results, Other) is { } other ? Spread.Of(result.Values.Zip(other.Values, static (value, beside) => value / beside)).Median
            : null;
    }

    public bool IsMet(double actual) => Bound == Bound.AtLeast ? actual >= Limit : actual <= Limit;

    private static ArmResult? Measured(IReadOnlyList<ArmResult> results, string name)
        => results.FirstOrDefault(result => result.Arm == name && result.Error is null);
}

internal enum Bound
{
    /// <summary>The compared measure, from below.</summary>
    AtLeast,

    /// <summary>The compared measure, from above.</summary>
    AtMost,

    /// <summary>The bytes of one operation, from above.</summary>
    BytesAtMost,
}
