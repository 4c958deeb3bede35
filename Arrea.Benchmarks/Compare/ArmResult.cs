namespace Arrea.Benchmarks.Compare;

/// <summary>What the runs of one arm came to.</summary>
internal sealed record ArmResult
{
    public required string Section { get; init; }

    public required ArmGroup Group { get; init; }

    public required string Arm { get; init; }

    /// <summary>The compared measure, round by round; empty for an arm that failed.</summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>Median, least and most of <see cref="Values"/>.</summary>
    public Spread Value => Spread.Of(Values);

    /// <summary>Median of the bytes for one operation.</summary>
    public double BytesPerOperation { get; init; }

    /// <summary>Median, least and most of the ratio to the baseline, round by round.</summary>
    public required Spread Ratio { get; init; }

    /// <summary>Why the arm's work was wrong; null when it was right.</summary>
    public string? Error { get; init; }
}

/// <summary>A median with what lies around it.</summary>
internal readonly record struct Spread(double Median, double Least, double Most)
{
    public static Spread Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        if (sorted.Count == 0)
        {
            return default;
        }

        var middle = sorted.Count / 2;
        var median = sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[^1]);
    }
}
