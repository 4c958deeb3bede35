namespace Arrea.Dataflow.Events;

/// <summary>Something that happened in an engine. Match on the derived type; only this assembly adds types.</summary>
public abstract record LeaderEvent
{
    private protected LeaderEvent()
    {
    }

    /// <summary>Place in the engine's stream of events, from 1, without gaps. While nobody listens nothing is counted.</summary>
    public long Sequence { get; internal set; }

    /// <summary>When it happened, in UTC.</summary>
    public DateTimeOffset At { get; internal set; }
}

/// <summary>Something that happened to a batch.</summary>
public abstract record BatchEvent : LeaderEvent
{
    private protected BatchEvent()
    {
    }

    /// <summary>The batch: 16 lowercase hex characters.</summary>
    public required string BatchId { get; init; }
}

/// <summary>Something that happened to a job of a batch.</summary>
public abstract record JobEvent : BatchEvent
{
    private protected JobEvent()
    {
    }

    /// <summary>Place of the job in its batch, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The job's tag, when it has one.</summary>
    public string? Tag { get; init; }

    /// <summary>Number of the attempt, from 1; 0 for a job that never started.</summary>
    public int Attempt { get; init; }

    /// <summary>The worker that runs the job: <c>&lt;batch&gt;/&lt;index&gt;</c>, unless it was made by hand and has an id of its own.</summary>
    public string WorkerId
    {
        get => NamedWorker ?? $"{BatchId}/{Index}";
        init => NamedWorker = value;
    }

    /// <summary>The worker, when it was made by hand.</summary>
    internal string? NamedWorker { get; init; }

    /// <summary>Whether this is the worker. Puts the id together only where it may be.</summary>
    internal bool IsOf(string workerId)
        => NamedWorker is null ? workerId.StartsWith(BatchId, StringComparison.Ordinal) && WorkerId == workerId : NamedWorker == workerId;
}
