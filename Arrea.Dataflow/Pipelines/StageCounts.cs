namespace Arrea.Dataflow.Pipelines;

/// <summary>What a stage has done and is doing, at one moment, summed over all runs of its pipeline.</summary>
/// <remarks><see cref="Received"/> = <see cref="Queued"/> + <see cref="Running"/> + <see cref="Waiting"/> + <see cref="Ended"/>, at any moment.</remarks>
public readonly record struct StageCounts
{
    /// <summary>Inputs that came with a value, since the pipeline was built.</summary>
    public long Received => Queued + Running + Waiting + Ended;

    /// <summary>Inputs in line for an attempt: for a free place, for their key, or for a slot of the engine; in <c>Batch</c>, for their group to fill.</summary>
    public required long Queued { get; init; }

    /// <summary>Inputs with an attempt under way.</summary>
    public required long Running { get; init; }

    /// <summary>Inputs that wait for their next attempt.</summary>
    public required long Waiting { get; init; }

    /// <summary>Inputs that have their outcome: the sum of the five that follow. The outcome may still be here, not yet taken.</summary>
    public long Ended => Succeeded + Failed + TimedOut + Rejected + Cancelled;

    /// <summary>Inputs that succeeded.</summary>
    public required long Succeeded { get; init; }

    /// <summary>Inputs that failed, those that timed out not counted.</summary>
    public required long Failed { get; init; }

    /// <summary>Inputs that timed out.</summary>
    public required long TimedOut { get; init; }

    /// <summary>Inputs that were rejected.</summary>
    public required long Rejected { get; init; }

    /// <summary>Inputs that were cancelled or interrupted.</summary>
    public required long Cancelled { get; init; }

    /// <summary>Retries: attempts after the first, of all inputs.</summary>
    public required long Retried { get; init; }

    /// <summary>Outcomes of earlier stages that had no value and passed by. Not among the <see cref="Received"/>.</summary>
    public required long Passed { get; init; }
}
