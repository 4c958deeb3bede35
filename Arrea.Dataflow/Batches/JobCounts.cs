namespace Arrea.Dataflow.Batches;

/// <summary>How many jobs came to what. Always <c>Started = Completed + Failed + Cancelled + Active</c>.</summary>
/// <remarks>A job that timed out counts as failed here too, and one that was interrupted as cancelled. <see cref="BatchResult"/> counts each outcome by itself.</remarks>
public sealed record JobCounts
{
    /// <summary>Jobs whose first attempt began, those that could not be launched included; or whose deadline passed while they waited for room or a permit to begin.</summary>
    public long Started => Completed + Failed + Cancelled + Active;

    /// <summary>Started jobs without an outcome yet: running, or waiting for a retry.</summary>
    public long Active { get; init; }

    /// <summary>Jobs that succeeded.</summary>
    public long Completed { get; init; }

    /// <summary>Started jobs that failed or timed out: <see cref="TimedOut"/> and <see cref="FailedToStart"/> are part of it.</summary>
    public long Failed { get; init; }

    /// <summary>Those of <see cref="Failed"/> that timed out.</summary>
    public long TimedOut { get; init; }

    /// <summary>Those of <see cref="Failed"/> whose command could not be launched at all.</summary>
    public long FailedToStart { get; init; }

    /// <summary>Started jobs that were cancelled or interrupted. Those that had not started are in <see cref="NeverStarted"/>.</summary>
    public long Cancelled { get; init; }

    /// <summary>Jobs that were rejected.</summary>
    public long Rejected { get; init; }

    /// <summary>Jobs that were cancelled or interrupted before they started.</summary>
    public long NeverStarted { get; init; }

    /// <summary>Those of <see cref="Cancelled"/> and <see cref="NeverStarted"/> that were interrupted.</summary>
    public long Interrupted { get; init; }

    /// <summary>Further attempts that were scheduled.</summary>
    public long Retried { get; init; }

    /// <summary>Jobs whose delegate went on after it had been told to end, and was left behind.</summary>
    public long Abandoned { get; init; }

    /// <summary>Jobs that were taken in and have neither begun nor ended.</summary>
    public long Waiting { get; init; }

    /// <summary>Jobs that were taken in.</summary>
    public long Total => Waiting + Active + Ended;

    /// <summary>Jobs with an outcome.</summary>
    public long Ended => Completed + Failed + Cancelled + Rejected + NeverStarted;

    /// <summary>The jobs that ended, each under its own outcome alone.</summary>
    internal OutcomeCounts ByOutcome() => new(Completed, Failed - TimedOut, TimedOut, Rejected, Cancelled + NeverStarted - Interrupted, Interrupted);

    internal JobCounts Plus(JobCounts other) => new()
    {
        Waiting = Waiting + other.Waiting,
        Active = Active + other.Active,
        Completed = Completed + other.Completed,
        Failed = Failed + other.Failed,
        TimedOut = TimedOut + other.TimedOut,
        FailedToStart = FailedToStart + other.FailedToStart,
        Cancelled = Cancelled + other.Cancelled,
        Rejected = Rejected + other.Rejected,
        NeverStarted = NeverStarted + other.NeverStarted,
        Interrupted = Interrupted + other.Interrupted,
        Retried = Retried + other.Retried,
        Abandoned = Abandoned + other.Abandoned,
    };
}
