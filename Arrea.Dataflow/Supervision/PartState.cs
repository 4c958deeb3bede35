namespace Arrea.Dataflow.Supervision;

/// <summary>Where a part of an engine stands.</summary>
public enum PartState
{
    /// <summary>It has yet to be started, for the first time or again.</summary>
    Waiting,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It has been told to end, and has not yet.</summary>
    Stopping,

    /// <summary>It has thrown, and is about to be restarted; or the engine has stopped because of it.</summary>
    Failed,

    /// <summary>It returned by itself. It is not started again.</summary>
    Done,

    /// <summary>It was told to end and did, or was left behind: the engine stops, or the part was removed. It is not started again.</summary>
    Stopped,
}
