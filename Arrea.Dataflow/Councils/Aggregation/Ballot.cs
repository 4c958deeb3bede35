namespace Arrea.Dataflow.Councils.Aggregation;

/// <summary>What one member said in a vote or a ranking. A vote is an order of one.</summary>
public sealed record Ballot
{
    /// <summary>Who cast it.</summary>
    public required string Voter { get; init; }

    /// <summary>The candidates, the best first. Those it names twice count where they stand first; those that are none are dropped; both are told in the tally.</summary>
    public required IReadOnlyList<string> Ordering { get; init; }

    /// <summary>How sure the voter is. Range: 0 to 1. Null (default) for not known, and so is what is out of range.</summary>
    public double? Confidence { get; init; }

    /// <summary>What it counts where weights count. More than 0; 1,000,000,000 and more are the same. A ballot of any other weight is not valid there. Default: 1.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Why, in the voter's own words; null (default) for not said.</summary>
    public string? Rationale { get; init; }

    /// <summary>The voter alone. What it says may be secret.</summary>
    public override string ToString() => Voter;
}
