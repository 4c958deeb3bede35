namespace Arrea.Dataflow.Outcomes;

/// <summary>Who or what told a job, or a batch, to end.</summary>
public enum StopReason
{
    /// <summary>It was not: it ended by itself.</summary>
    None,

    /// <summary>The attempt ran longer than its timeout.</summary>
    AttemptTimeout,

    /// <summary>The job ran longer than its deadline.</summary>
    JobDeadline,

    /// <summary>The batch ran longer than its deadline.</summary>
    BatchDeadline,

    /// <summary>The caller cancelled the job or the batch.</summary>
    Cancelled,

    /// <summary>Another job of a fail-fast batch failed.</summary>
    FailFast,

    /// <summary>The batch's recorder threw.</summary>
    RecorderFailed,

    /// <summary>The batch was interrupted, or the engine shut down.</summary>
    Interrupted,

    /// <summary>An earlier task of the same worker failed, and its policy was to stop.</summary>
    WorkerStopped,

    /// <summary>The batch was drained: it starts nothing more.</summary>
    Drained,
}
