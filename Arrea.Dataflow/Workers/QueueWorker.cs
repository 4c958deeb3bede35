using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Scheduling;

namespace Arrea.Dataflow.Workers;

/// <summary>Serves a queue of jobs: the highest <see cref="Job.Priority"/> first, and among equals the oldest; never more weight at once than its budget.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>When</term><description>Then</description></listheader>
/// <item><term>The first job weighs more than what is left of the budget</term><description>It waits, and those behind it too: lighter ones do not overtake, so heavy ones do not starve.</description></item>
/// <item><term>The queue is full</term><description><see cref="EnqueueAsync"/> waits, first come, first served.</description></item>
/// <item><term>It is completed</term><description>Nothing more goes in; what is in it still runs.</description></item>
/// <item><term>It, or the engine, is disposed</term><description>Running jobs are told to end, queued ones do not start: both end <c>Interrupted</c>.</description></item>
/// </list>
/// Each accepted job gets exactly one result. It runs as any job of the engine does: checked, with policies and events, in one of
/// the engine's slots, as the only job of a batch of its own. A job that waits for another job of the same queue holds its weight
/// meanwhile: give the queue a budget for both.
/// </remarks>
public sealed class QueueWorker : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly WeightedPriorityQueue<QueuedJob> _queue;
    private readonly HashSet<Batch> _running = [];
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Leader _leader;
    private readonly BatchOptions _options;
    private readonly ResourceBudget? _resources;
    private readonly string _holder;
    private readonly Action<QueueWorker> _ended;
    private Func<Exception>? _refusal;
    private int _unfinished = 1;

    internal QueueWorker(string id, QueueWorkerOptions options, Leader leader, Action<QueueWorker> ended)
    {
        Id = id;
        _leader = leader;
        _ended = ended;
        _queue = new(new() { Capacity = options.Capacity, Budget = options.Budget });
        _options = new() { Workers = 1, Timeout = options.Timeout, Policy = options.Policy };
        _resources = options.Resources;
        _holder = options.Holder ?? id;
    }

    /// <summary>The worker's id.</summary>
    public string Id { get; }

    /// <summary>Jobs in the queue; those that run are not among them.</summary>
    public int Queued => _queue.Count;

    /// <summary>Jobs that run, or wait for a slot of the engine or for a retry.</summary>
    public int Running
    {
        get
        {
            lock (_gate)
            {
                return _running.Count;
            }
        }
    }

    /// <summary>The weight of the jobs that were taken out of the queue and have not ended. Range: 0 to the budget.</summary>
    public int Used => _queue.Used;

    /// <summary>Done when the worker is completed or disposed, and every accepted job has its result. Never fails. The id is free then.</summary>
    public Task Completion => _done.Task;

    /// <summary>Gives a job to the queue, and waits for room if it is full.</summary>
    /// <param name="job">The job; a string is a command. Its priority says when its turn comes.</param>
    /// <param name="weight">What it takes of the budget. Range: 1 to the budget, and to what one holder may reserve of the resources. Default: 1.</param>
    /// <param name="cancellationToken">Ends the wait for room; the job is not accepted then. Has no effect on an accepted job.</param>
    /// <returns>Done when the job is accepted. What it yields is the task of the job's result, which never fails.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="job"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="weight"/> is outside its range.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before the job was accepted.</exception>
    /// <exception cref="InvalidOperationException">The worker was completed.</exception>
    /// <exception cref="Supervision.EngineStoppedException">The engine has stopped, because a part of it kept failing.</exception>
    /// <exception cref="ObjectDisposedException">The worker or the engine was disposed.</exception>
    public async Task<Task<JobResult>> EnqueueAsync(Job job, int weight = 1, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(weight, Math.Min(_queue.Budget, _resources?.LargestReservation ?? long.MaxValue));
        var queued = new QueuedJob(job);
        if (await _queue.EnqueueAsync(queued, job.Priority, weight, cancellationToken).ConfigureAwait(false))
        {
            return queued.Result;
        }

        throw Volatile.Read(ref _refusal)?.Invoke() ?? new InvalidOperationException($"Queue worker '{Id}' was completed and takes no more jobs.");
    }

    /// <summary>Says that no more jobs come. Those in the queue still run. A second call does nothing.</summary>
    public void Complete() => _queue.Complete();

    /// <summary>Says that no more jobs come, and waits until every accepted job has its result.</summary>
    /// <returns>A task that is done when the worker is; it does not fail.</returns>
    public Task CompleteAsync()
    {
        Complete();
        return Completion;
    }

    /// <summary>Interrupts the worker, and waits until every accepted job has its result. A second call waits too.</summary>
    /// <returns>A task that is done when the worker is; it does not fail.</returns>
    public ValueTask DisposeAsync() => new(StopAsync(() => new ObjectDisposedException(GetType().FullName)));

    /// <summary>The id.</summary>
    public override string ToString() => $"queue worker {Id}";

    /// <summary>As <see cref="DisposeAsync"/>.</summary>
    /// <param name="refusal">What a caller gets who brings another job. That of the last call counts.</param>
    internal async Task StopAsync(Func<Exception> refusal)
    {
        List<Batch> running;
        lock (_gate)
        {
            _refusal = refusal;
            _stopped.TrySetResult();
            running = [.. _running];
        }

        Complete();
        running.ForEach(static batch => _ = batch.InterruptAsync());
        await Completion.ConfigureAwait(false);
    }

    internal void Start()
    {
        // Not in the context of who made it: its jobs come from others.
        using (ContextFlow.Suppress())
        {
            _ = Task.Run(PumpAsync);
        }
    }

    private async Task PumpAsync()
    {
        while (await _queue.DequeueAsync().ConfigureAwait(false) is { IsHeld: true } lease)
        {
            Interlocked.Increment(ref _unfinished);
            var reserved = await ReserveAsync(lease.Weight).ConfigureAwait(false);
            try
            {
                _ = FinishAsync(lease, Begin(lease.Item), reserved);
            }
            catch (Exception error)
            {
                // A clock of the user's threw, say. It costs this job, and no other.
                End(lease, reserved, lease.Item.Failed(error));
            }
        }

        Finish();
    }

    /// <summary>Reserves the resources of a job, and waits for them unless the worker is stopped.</summary>
    private async ValueTask<bool> ReserveAsync(int weight)
    {
        while (_resources is not null && !_stopped.Task.IsCompleted)
        {
            if (_resources.Reserve(_holder, weight, out var freed))
            {
                return true;
            }

            await Task.WhenAny(freed, _stopped.Task).ConfigureAwait(false);
        }

        return false;
    }

    private Batch Begin(QueuedJob queued)
    {
        Batch batch = null!;
        queued.AsGiver(() => batch = Begin(queued.Job));
        lock (_gate)
        {
            _running.Add(batch);
        }

        if (_stopped.Task.IsCompleted)
        {
            // It may have been missed by who stopped the worker.
            _ = batch.InterruptAsync();
        }

        return batch;
    }

    private Batch Begin(Job job)
    {
        try
        {
            return _leader.StartOne(job, _options, interrupted: _stopped.Task.IsCompleted);
        }
        catch (InvalidOperationException) when (_leader.IsStopped)
        {
            // The engine takes no more work, be it disposed or stopped by itself, and this worker will hear of it in a moment.
            return _leader.StartOne(job, _options, interrupted: true);
        }
    }

    private async Task FinishAsync(QueueLease<QueuedJob> lease, Batch batch, bool reserved)
    {
        var result = await batch.Completion.ConfigureAwait(false);
        lock (_gate)
        {
            _running.Remove(batch);
        }

        End(lease, reserved, result.Results[0]);
    }

    private void End(QueueLease<QueuedJob> lease, bool reserved, JobResult result)
    {
        if (reserved)
        {
            _resources!.Release(_holder, lease.Weight);
        }

        lease.Dispose();
        lease.Item.End(result);
        Finish();
    }

    private void Finish()
    {
        if (Interlocked.Decrement(ref _unfinished) == 0)
        {
            _ended(this);
            _done.SetResult();
        }
    }
}
