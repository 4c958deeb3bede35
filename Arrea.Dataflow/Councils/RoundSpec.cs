using System.Text.Json.Nodes;

namespace Arrea.Dataflow.Councils;

/// <summary>A round: what members are asked, what they see of each other, and what becomes of their answers. Immutable.</summary>
public sealed record RoundSpec
{
    /// <summary>Its type: one of <see cref="RoundTypes"/>, or a name of the registry.</summary>
    public required string Type { get; init; }

    /// <summary>What makes one answer of many, by name; null (default) for what the type does.</summary>
    public string? Aggregator { get; init; }

    /// <summary>Who wins of those that are even. Default: <see cref="TieBreak.First"/>.</summary>
    public TieBreak TieBreak { get; init; }

    /// <summary>What a failed member does to the run; null (default) for what the run says.</summary>
    public FailureMode? FailureMode { get; init; }

    /// <summary>The router that chooses who takes part, by name; null (default) for the council's.</summary>
    public string? Router { get; init; }

    /// <summary>Makes the order that judges see the answers in repeatable; null (default) for one by chance, which the result tells.</summary>
    public int? Seed { get; init; }

    /// <summary>How many valid answers are enough: the rest is called off. More than 0; null (default) for all.</summary>
    public int? Quorum { get; init; }

    /// <summary>What can be voted for. Default: the answers of the round before, else free text.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>The round that <c>iterate</c> repeats; null for other types.</summary>
    public RoundSpec? Wrap { get; init; }

    /// <summary>What ends <c>iterate</c>, by name; null (default) for nothing but the number.</summary>
    public string? UntilRef { get; init; }

    /// <summary>The most times that <c>iterate</c> repeats its round. More than 0. Default: 3.</summary>
    public int MaxIterations { get; init; } = 3;

    /// <summary>A bound of the type's own, as <c>iterate</c>'s share of members that agree; null (default) for the type's.</summary>
    public double? Threshold { get; init; }

    /// <summary>Options of a type of one's own. Default: none.</summary>
    public JsonObject? Extra { get; init; }

    /// <summary>Keys of its JSON beside <c>type</c> and <c>opts</c>, which mean nothing here; kept so that they are written again. Default: none.</summary>
    public JsonObject? Unknown { get; init; }
}
