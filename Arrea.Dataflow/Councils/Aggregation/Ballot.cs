namespace Arrea.Dataflow.Councils.Aggregation;

/// <summary>What one member said in a vote or a ranking. A vote is an order of one.</summary>
public sealed record Ballot
{
    /// <summary>Who cast it.</summary>
    public required string Voter { get; init; }

    /// <summary>The candidates, the best first. Those it names twice count where they stand first; those that are none are dropped; both are told in the tally.</summary>
    public required IReadOnlyList<string> Ordering { get; init; }

    /// <summary>How sure the voter is. Range: 0 to 1. Null for not known.</summary>
    public double? Confidence { get; init; }

    /// <summary>What it counts. More than 0. Default: 1.</summary>
    public double Weight { get; init; } = 1;
}
