namespace Arrea.Cli.History;

/// <summary>Durations in a few numbers.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Total">Their sum.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Median">Half are not longer; between two, their mean.</param>
/// <param name="P95">95 of a hundred are not longer.</param>
/// <param name="Longest">The longest.</param>
internal sealed record DurationStats(int Count, TimeSpan Total, TimeSpan Mean, TimeSpan Median, TimeSpan P95, TimeSpan Longest)
{
    /// <summary>The numbers of some durations; null when there are none.</summary>
    public static DurationStats? Of(IEnumerable<TimeSpan> durations)
    {
        TimeSpan[] sorted = [.. durations.Order()];
        if (sorted.Length == 0)
        {
            return null;
        }

        var total = TimeSpan.FromTicks(sorted.Sum(static duration => duration.Ticks));
        var median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        var p95 = sorted[(int)Math.Ceiling(sorted.Length * 0.95) - 1];
        return new DurationStats(sorted.Length, total, total / sorted.Length, median, p95, sorted[^1]);
    }
}
