namespace Arrea.Dataflow.Councils.Registry;

/// <summary>What a router is asked: who takes part in a round.</summary>
public sealed record RoutingRequest
{
    /// <summary>What the council was asked.</summary>
    public required string Input { get; init; }

    /// <summary>The round's type.</summary>
    public required string Round { get; init; }

    /// <summary>The round's place among all, from 0.</summary>
    public required int RoundIndex { get; init; }

    /// <summary>Who could take part, in the council's order.</summary>
    public required IReadOnlyList<MemberSpec> Members { get; init; }

    /// <summary>The round and how many could take part. The input may be secret.</summary>
    public override string ToString() => $"{Round} ({RoundIndex}): {Members.Count} members";
}
