namespace Arrea.Dataflow.Councils.Runs;

/// <summary>What there is to say of a run at a moment.</summary>
public sealed record RunState
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The council.</summary>
    public required string Council { get; init; }

    /// <summary>Where it stands.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>The round that goes on; null for none.</summary>
    public CurrentRound? CurrentRound { get; init; }

    /// <summary>How many rounds have ended.</summary>
    public required int RoundsCompleted { get; init; }

    /// <summary>When it was started.</summary>
    public required DateTimeOffset StartedAt { get; init; }
}

/// <summary>The round that goes on.</summary>
/// <param name="Name">Its type.</param>
/// <param name="Index">Its place among all, from 0.</param>
public sealed record CurrentRound(string Name, int Index);
