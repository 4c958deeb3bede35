namespace Arrea.Dataflow.Commands;

/// <summary>How an <see cref="InteractiveProcess"/> came to its end.</summary>
public sealed record InteractiveResult
{
    /// <summary><see cref="InteractiveState.Stopped"/> or <see cref="InteractiveState.Failed"/>.</summary>
    public required InteractiveState State { get; init; }

    /// <summary>Why it is over, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>How often it was started again.</summary>
    public required int Restarts { get; init; }

    /// <summary>How the last process ended; null when none did, or when its run failed with <see cref="Error"/>.</summary>
    public CommandResult? LastResult { get; init; }

    /// <summary>What a handler or target of the output threw; null when none did.</summary>
    public Exception? Error { get; init; }

    /// <summary>The state, and how many restarts. Never the reason or the error, which may hold secrets.</summary>
    public override string ToString() => $"{State} after {Restarts} restarts";
}
