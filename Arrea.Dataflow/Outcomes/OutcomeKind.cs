namespace Arrea.Dataflow.Outcomes;

/// <summary>What became of a job or of an item of a pipeline. There is exactly one for each, on every path.</summary>
public enum OutcomeKind
{
    /// <summary>It did what was asked.</summary>
    Succeeded,

    /// <summary>It ran and failed: an exception, a non-zero exit, a signal, or a command that could not be started.</summary>
    Failed,

    /// <summary>It ran longer than its limit: an attempt timeout, or the deadline of the job or of its batch.</summary>
    TimedOut,

    /// <summary>It was turned away before it ran, by validation or by a limit.</summary>
    Rejected,

    /// <summary>Somebody asked for it to end: the caller's token, or who holds the batch. A delegate that cancels itself has failed.</summary>
    Cancelled,

    /// <summary>Its batch or queue worker was interrupted, its engine was disposed or stopped, or its pipeline was disposed.</summary>
    Interrupted,
}
