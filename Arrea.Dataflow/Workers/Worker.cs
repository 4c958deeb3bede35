using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Messaging;

namespace Arrea.Dataflow.Workers;

/// <summary>A worker made by hand: runs its tasks strictly in order. It runs whether or not somebody looks at this, and needs no disposal.</summary>
public sealed class Worker
{
    private readonly Mailboxes _mail;
    private readonly TaskCompletionSource<BatchResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Batch? _batch;

    internal Worker(string id, int total, Mailboxes mail)
    {
        Id = id;
        Total = total;
        _mail = mail;
    }

    /// <summary>The worker's id.</summary>
    public string Id { get; }

    /// <summary>The batch that its tasks are, as the leader and the events know it: 16 lowercase hex characters.</summary>
    public string BatchId => _batch!.Id;

    /// <summary>What it does at this moment.</summary>
    public WorkerState State
        => _batch is not { } batch ? Make(WorkerStatus.Queued, 0, 0, 0)
            : batch.Completion.IsCompletedSuccessfully ? Ended(batch.Completion.Result)
            : Living(batch);

    /// <summary>Done when every task has its outcome; the results are in the order of the tasks. Never fails. The id is free then.</summary>
    public Task<BatchResult> Completion => _completion.Task;

    private int Total { get; }

    /// <summary>Cancels the worker: the running task is told to end, and no other starts. Done when every task has its outcome.</summary>
    /// <returns>A task that is done when the worker is; it does not fail.</returns>
    public async Task CancelAsync()
    {
        await _batch!.CancelAsync().ConfigureAwait(false);
        await _completion.Task.ConfigureAwait(false);
    }

    /// <summary>The id.</summary>
    public override string ToString() => $"worker {Id}";

    internal static WorkerStatus StatusOf(WorkerSight sight) => sight.Phase switch
    {
        WorkerPhase.Running => WorkerStatus.Running,
        WorkerPhase.Held when sight.Attempt == 0 => WorkerStatus.Queued,
        _ => WorkerStatus.WaitingForRetry,
    };

    internal void Begin(Batch batch) => _batch = batch;

    /// <summary>Waits for the tasks, and says so when the worker is no longer known.</summary>
    /// <param name="forget">Takes the worker out of where it is known.</param>
    internal async Task RunAsync(Action<Worker> forget)
    {
        var result = await _batch!.Completion.ConfigureAwait(false);
        forget(this);
        _completion.SetResult(result);
    }

    private WorkerState Living(Batch batch)
    {
        // A task that moves between a lane and the wait for a retry shows in neither for a moment.
        for (var look = 0; look < 3; look++)
        {
            foreach (var sight in batch.Sights)
            {
                return Make(StatusOf(sight), sight.Index, sight.Percent, sight.Attempt);
            }
        }

        var ended = (int)batch.Counts.Ended;
        return Make(WorkerStatus.Queued, ended, 0, 0);
    }

    private WorkerState Ended(BatchResult result)
        => Make(
            result.IsSuccess ? WorkerStatus.Completed
                : result.Failed + result.TimedOut + result.Rejected > 0 ? WorkerStatus.Failed
                : WorkerStatus.Cancelled,
            Total,
            0,
            0);

    private WorkerState Make(WorkerStatus status, int index, double percent, int attempt) => new()
    {
        Id = Id,
        Status = status,
        TaskIndex = Math.Min(index + 1, Total),
        Total = Total,
        Percent = ((index * 100.0) + percent) / Total,
        Attempt = attempt,
        PendingMessages = _mail.PendingOf(Id),
    };
}
