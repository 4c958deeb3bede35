namespace Arrea.Dataflow.Workers;

/// <summary>What a worker does.</summary>
public enum WorkerStatus
{
    /// <summary>Waits for a free slot, for the key of its next task, or to begin.</summary>
    Queued,

    /// <summary>Runs a task.</summary>
    Running,

    /// <summary>Waits for the retry of a task, and holds no slot meanwhile.</summary>
    WaitingForRetry,

    /// <summary>Has ended; every task succeeded.</summary>
    Completed,

    /// <summary>Has ended; a task failed, timed out or was rejected.</summary>
    Failed,

    /// <summary>Has ended; no task failed, but some were cancelled or interrupted.</summary>
    Cancelled,
}
