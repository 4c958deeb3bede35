namespace Arrea.Dataflow.Councils;

/// <summary>What became of a run.</summary>
public sealed record CouncilResult
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The council.</summary>
    public required string Council { get; init; }

    /// <summary>What was asked.</summary>
    public required string Input { get; init; }

    /// <summary>How it ended.</summary>
    public required CouncilStatus Status { get; init; }

    /// <summary>The answer: the chair's; without a chair what the last aggregate chose, else what its only member said; null where there is none.</summary>
    public string? Final { get; init; }

    /// <summary>The rounds that came to an end, in their order.</summary>
    public IReadOnlyList<RoundResult> Rounds { get; init; } = [];

    /// <summary>What went wrong, also where there is an answer all the same.</summary>
    public IReadOnlyList<CouncilError> Errors { get; init; } = [];

    /// <summary>The tokens of members, rounds, attempts and the chair together.</summary>
    public TokenUsage Usage { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The run and how it ended. Never what was said.</summary>
    public override string ToString() => $"{RunId}: {Status}";
}
