namespace Arrea.Dataflow.Supervision;

/// <summary>Whether an engine works.</summary>
public enum EngineState
{
    /// <summary>It takes in work.</summary>
    Running,

    /// <summary>It takes in no work any more, and ends what runs: it is being disposed, or a part of it kept failing.</summary>
    Stopping,

    /// <summary>It is at rest, for good.</summary>
    Stopped,
}
