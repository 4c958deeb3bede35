namespace Arrea.Dataflow.Batches;

/// <summary>What a leader knows at one moment.</summary>
public sealed record LeaderState
{
    /// <summary>The batches that run, and those that completed in the last five minutes; the oldest first.</summary>
    public required IReadOnlyList<BatchState> Batches { get; init; }

    /// <summary>The workers that run a job: <c>&lt;batch&gt;/&lt;index&gt;</c>, or the id of one made by hand.</summary>
    public required IReadOnlyList<string> Workers { get; init; }

    /// <summary>The most workers at once.</summary>
    public required int MaxWorkers { get; init; }

    /// <summary>How many jobs of the engine have come to what.</summary>
    public required JobCounts Statistics { get; init; }

    /// <summary>How many subscribe to the events.</summary>
    public required int Subscribers { get; init; }
}

/// <summary>What a leader knows of a batch.</summary>
public sealed record BatchState
{
    /// <summary>The batch: 16 lowercase hex characters.</summary>
    public required string Id { get; init; }

    /// <summary>When it was submitted, in UTC.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>How long it took; null while it runs.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>How many jobs it has; null while they are read from a source of unknown size.</summary>
    public int? Count { get; init; }

    /// <summary>How many of them have come to what.</summary>
    public required JobCounts Counts { get; init; }

    /// <summary>Whether every job has its outcome.</summary>
    public bool IsComplete => Duration is not null;
}
