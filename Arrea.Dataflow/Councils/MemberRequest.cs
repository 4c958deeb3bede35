using Microsoft.Extensions.AI;

namespace Arrea.Dataflow.Councils;

/// <summary>What a member is asked in a round.</summary>
public sealed record MemberRequest
{
    /// <summary>The run it belongs to.</summary>
    public required string RunId { get; init; }

    /// <summary>Who is asked.</summary>
    public required string Member { get; init; }

    /// <summary>The round's name.</summary>
    public required string Round { get; init; }

    /// <summary>The round's place among all, from 0.</summary>
    public required int RoundIndex { get; init; }

    /// <summary>The number of the attempt, from 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>What a model gets: what it is told first, if anything, then the question.</summary>
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>Who asks, and where. Never the messages, which may be secret.</summary>
    public override string ToString() => $"{RunId}: {Member} in {Round} ({RoundIndex})";
}
