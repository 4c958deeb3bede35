namespace Arrea.Dataflow.Events;

/// <summary>A part of the engine was started again, because it failed or because a part that it depends on did.</summary>
/// <param name="Name">The part.</param>
/// <param name="Restarts">How often it has been started again so far.</param>
/// <param name="Reason">What the part that failed threw.</param>
public sealed record PartRestarted(string Name, int Restarts, Exception Reason) : LeaderEvent
{
    /// <summary>The part and the number. Never the reason, which may hold secrets.</summary>
    public override string ToString() => $"part {Name}, restart {Restarts}";
}

/// <summary>The engine has stopped by itself, as a part of it kept failing. No job has an event after this.</summary>
/// <param name="Reason">Which part it was and what it threw last, for people.</param>
public sealed record EngineStopped(string Reason) : LeaderEvent
{
    /// <summary>That it stopped. Never the reason, which may hold secrets.</summary>
    public override string ToString() => "engine stopped";
}
