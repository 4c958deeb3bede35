namespace Arrea.Dataflow.Events;

/// <summary>An event of the user's own, published with <c>Leader.Notify</c>.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Data">What it carries.</param>
public sealed record CustomEvent(string Name, object? Data = null) : LeaderEvent
{
    /// <summary>The name. Never the data, which may hold secrets.</summary>
    public override string ToString() => Name;
}

/// <summary>This subscriber was too slow, and the oldest events it had not read are gone. Only it sees this event.</summary>
/// <param name="Count">How many are gone; the sequence number of the next event shows the same gap.</param>
public sealed record EventsDropped(long Count) : LeaderEvent;
