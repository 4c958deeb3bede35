using Arrea.Dataflow.Councils.Aggregation;

namespace Arrea.Dataflow.Councils;

/// <summary>What became of a round.</summary>
public sealed record RoundResult
{
    /// <summary>Its type.</summary>
    public required string Name { get; init; }

    /// <summary>Its place among all, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The members' turns, in the order of the council. A round that repeats another has those of the last time.</summary>
    public IReadOnlyList<MemberResult> Members { get; init; } = [];

    /// <summary>What was made of the answers; null where the round makes nothing of them.</summary>
    public AggregateResult? Aggregate { get; init; }

    /// <summary>How often a round that repeats another did so. 1 for all others.</summary>
    public int Iterations { get; init; } = 1;

    /// <summary>The labels that stood for members, the same for all judges; empty where everybody was shown by id.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>What repeats the order in which judges saw the answers; null where it was the council's.</summary>
    public int? Seed { get; init; }

    /// <summary>The tokens of all its turns.</summary>
    public TokenUsage Usage { get; init; }

    /// <summary>The round's name and place.</summary>
    public override string ToString() => $"{Name} ({Index})";
}
