namespace Arrea.Dataflow.Councils.Events;

/// <summary>Something that happened in a member's turn.</summary>
public abstract record MemberEvent : RoundEvent
{
    private protected MemberEvent()
    {
    }

    /// <summary>Who.</summary>
    public required string Member { get; init; }
}

/// <summary>A member is asked. Once a turn, however often it is asked again.</summary>
public sealed record MemberStarted : MemberEvent;

/// <summary>A piece of an answer that is on its way.</summary>
public sealed record MemberToken : MemberEvent
{
    /// <summary>The piece.</summary>
    public required string Chunk { get; init; }
}

/// <summary>A member calls a tool.</summary>
public sealed record ToolCallRequest : MemberEvent
{
    /// <summary>What names the call in its result.</summary>
    public required string CallId { get; init; }

    /// <summary>The tool.</summary>
    public required string Tool { get; init; }

    /// <summary>What it is called with, as JSON.</summary>
    public required string Arguments { get; init; }
}

/// <summary>A tool has answered.</summary>
public sealed record ToolCallResult : MemberEvent
{
    /// <summary>Which call it answers.</summary>
    public required string CallId { get; init; }

    /// <summary>The tool.</summary>
    public required string Tool { get; init; }

    /// <summary>What it answered; its error, where it failed.</summary>
    public required string Content { get; init; }

    /// <summary>Whether it failed.</summary>
    public bool IsError { get; init; }
}

/// <summary>A member's turn has ended, well or not. Once a turn, the last of its events.</summary>
public sealed record MemberCompleted : MemberEvent
{
    /// <summary>What became of it.</summary>
    public required MemberResult Result { get; init; }
}
