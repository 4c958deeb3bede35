namespace Arrea.Dataflow.Councils.Runs;

/// <summary>Where a run stands.</summary>
public enum RunStatus
{
    /// <summary>It is registered, and has not begun.</summary>
    Pending,

    /// <summary>It goes on.</summary>
    Running,

    /// <summary>It has come to an answer.</summary>
    Completed,

    /// <summary>It has ended without one.</summary>
    Failed,

    /// <summary>It was called off.</summary>
    Cancelled,
}
