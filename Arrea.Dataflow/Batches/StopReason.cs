namespace Arrea.Dataflow.Batches;

/// <summary>Why an attempt or a batch was told to end.</summary>
internal enum StopReason
{
    None,

    /// <summary>The attempt ran longer than its timeout.</summary>
    AttemptTimeout,

    /// <summary>The job ran longer than its deadline.</summary>
    JobDeadline,

    /// <summary>The batch ran longer than its deadline.</summary>
    BatchDeadline,

    /// <summary>Somebody cancelled the job or the batch.</summary>
    Cancelled,

    /// <summary>Another job of a fail-fast batch failed.</summary>
    FailFast,

    /// <summary>The batch's recorder threw.</summary>
    RecorderFailed,

    /// <summary>The engine was shut down.</summary>
    Interrupted,
}
