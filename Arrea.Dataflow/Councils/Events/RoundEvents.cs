namespace Arrea.Dataflow.Councils.Events;

/// <summary>Something that happened in a round.</summary>
public abstract record RoundEvent : CouncilEvent
{
    private protected RoundEvent()
    {
    }

    /// <summary>The round's type.</summary>
    public required string Round { get; init; }

    /// <summary>The round's place among all, from 0.</summary>
    public required int RoundIndex { get; init; }
}

/// <summary>A round has begun.</summary>
public sealed record RoundStarted : RoundEvent;

/// <summary>A round has ended, and so have all its turns.</summary>
public sealed record RoundCompleted : RoundEvent
{
    /// <summary>What became of it.</summary>
    public required RoundResult Result { get; init; }
}
