namespace Arrea.Dataflow.Workers;

/// <summary>What a worker does at one moment. Does not change afterwards.</summary>
public sealed record WorkerState
{
    /// <summary>The worker: <c>&lt;batch&gt;/&lt;index&gt;</c>, or the id of one made by hand.</summary>
    public required string Id { get; init; }

    /// <summary>What it does.</summary>
    public required WorkerStatus Status { get; init; }

    /// <summary>Number of the task it is at, from 1; of the last one when it has ended. Always 1 for a worker of a batch.</summary>
    public required int TaskIndex { get; init; }

    /// <summary>Tasks it has: 1 or more. Always 1 for a worker of a batch.</summary>
    public required int Total { get; init; }

    /// <summary>How far it is over all its tasks, by what the running one has reported. Range: 0 to 100.</summary>
    public required double Percent { get; init; }

    /// <summary>Number of the attempt at the task, from 1; 0 before the first, and when the worker has ended.</summary>
    public required int Attempt { get; init; }

    /// <summary>Messages that wait to be taken. Range: 0 to 1,024.</summary>
    public required int PendingMessages { get; init; }
}
