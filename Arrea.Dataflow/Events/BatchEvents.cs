namespace Arrea.Dataflow.Events;

/// <summary>A batch begins. The first event of the batch.</summary>
public sealed record BatchStarted : BatchEvent
{
    /// <summary>How many jobs it has; null when they are read from a source of unknown size.</summary>
    public int? Count { get; init; }

    /// <summary>The most jobs that run at once.</summary>
    public int Workers { get; init; }
}

/// <summary>Every job of a batch has its outcome. The last event of the batch.</summary>
public sealed record BatchCompleted : BatchEvent
{
    /// <summary>Jobs that succeeded.</summary>
    public long Succeeded { get; init; }

    /// <summary>Jobs that failed, those that timed out not counted.</summary>
    public long Failed { get; init; }

    /// <summary>Jobs that timed out.</summary>
    public long TimedOut { get; init; }

    /// <summary>Jobs that were rejected.</summary>
    public long Rejected { get; init; }

    /// <summary>Jobs that were cancelled or interrupted, started or not.</summary>
    public long Cancelled { get; init; }

    /// <summary>Those of <see cref="Cancelled"/> that were interrupted.</summary>
    public long Interrupted { get; init; }

    /// <summary>From the submission to the last outcome.</summary>
    public TimeSpan Duration { get; init; }
}
