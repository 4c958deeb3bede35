namespace Arrea.Dataflow.Councils.Events;

/// <summary>A run has begun. The first event.</summary>
public sealed record RunStarted : CouncilEvent
{
    /// <summary>The council.</summary>
    public required string Council { get; init; }

    /// <summary>What was asked.</summary>
    public required string Input { get; init; }
}

/// <summary>A run has come to an answer. The last event.</summary>
public sealed record RunCompleted : CouncilEvent
{
    /// <summary>What became of it.</summary>
    public required CouncilResult Result { get; init; }
}

/// <summary>A run has ended without an answer, or was cancelled. The last event.</summary>
public sealed record RunFailed : CouncilEvent
{
    /// <summary>Why.</summary>
    public required IReadOnlyList<CouncilError> Errors { get; init; }

    /// <summary>What became of it until then.</summary>
    public required CouncilResult Result { get; init; }
}
