namespace Arrea.Dataflow.Events;

/// <summary>A circuit breaker of the engine's registry changed its state.</summary>
public abstract record BreakerEvent : LeaderEvent
{
    private protected BreakerEvent()
    {
    }

    /// <summary>Name of the breaker; with a key <c>name/key</c>.</summary>
    public required string Breaker { get; init; }
}

/// <summary>A breaker opened: it refuses calls from now on.</summary>
public sealed record BreakerOpened : BreakerEvent
{
    /// <summary>The failures that opened it: in a row, in the window, or 1 for a failed probe. 0 when somebody tripped it.</summary>
    public required int Failures { get; init; }
}

/// <summary>A breaker lets a call through to find out whether it works again.</summary>
public sealed record BreakerHalfOpened : BreakerEvent;

/// <summary>A breaker closed: it lets every call through.</summary>
public sealed record BreakerClosed : BreakerEvent;
