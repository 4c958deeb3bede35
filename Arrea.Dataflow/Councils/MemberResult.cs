using Arrea.Dataflow.Councils.Aggregation;

namespace Arrea.Dataflow.Councils;

/// <summary>What became of a member's turn.</summary>
public sealed record MemberResult
{
    /// <summary>Who.</summary>
    public required string Member { get; init; }

    /// <summary>How it ended.</summary>
    public required MemberStatus Status { get; init; }

    /// <summary>What it answered, without what was parsed off its end; null where it did not answer.</summary>
    public string? Content { get; init; }

    /// <summary>Its ballot, in rounds that vote or rank and where it was valid; else null.</summary>
    public Ballot? Ballot { get; init; }

    /// <summary>How sure it is. Range: 0 to 1. Null for not known.</summary>
    public double? Confidence { get; init; }

    /// <summary>What went wrong; null where nothing did.</summary>
    public CouncilError? Error { get; init; }

    /// <summary>The tokens of all its attempts.</summary>
    public TokenUsage Usage { get; init; }

    /// <summary>How often it was asked. 0 where it was not.</summary>
    public int Attempts { get; init; }

    /// <summary>How long it took, from its first attempt to its last.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Whether it answered.</summary>
    public bool IsOk => Status == MemberStatus.Ok;

    /// <summary>Who, and how it ended. Never what it said.</summary>
    public override string ToString() => $"{Member}: {Status}";
}
