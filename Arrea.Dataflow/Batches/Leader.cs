using System.Runtime.CompilerServices;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Telemetry;

namespace Arrea.Dataflow.Batches;

/// <summary>Takes batches in, knows those that run and those that have lately, and tells what happens.</summary>
public sealed class Leader
{
    /// <summary>How often <see cref="Sweep"/> is to be called.</summary>
    internal static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Retention = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly BatchHost _host;
    private readonly Dictionary<string, Batch> _running = new(StringComparer.Ordinal);
    private readonly Queue<(BatchState State, long Ended)> _completed = new();
    private JobCounts _endedCounts = new();
    private Func<Exception>? _refusal;

    internal Leader(BatchHost host) => _host = host;

    /// <summary>How many jobs of the engine have come to what.</summary>
    internal JobCounts Statistics
    {
        get
        {
            lock (_gate)
            {
                return _running.Values.Aggregate(_endedCounts, static (sum, batch) => sum.Plus(batch.Counts));
            }
        }
    }

    /// <summary>Whether it takes in no more.</summary>
    internal bool IsStopped
    {
        get
        {
            lock (_gate)
            {
                return _refusal is not null;
            }
        }
    }

    /// <summary>How much the engine has of everything at this moment, for the metrics.</summary>
    internal EngineLevels Levels
    {
        get
        {
            lock (_gate)
            {
                return BatchMeters.Of(_running.Values, _host.Slots);
            }
        }
    }

    /// <summary>What the leader knows now.</summary>
    /// <returns>A picture of this moment, which does not change afterwards.</returns>
    public LeaderState GetState()
    {
        lock (_gate)
        {
            var running = _running.Values.OrderBy(static batch => batch.SubmittedAt).ToList();
            var states = running.ConvertAll(static batch => new BatchState { Id = batch.Id, SubmittedAt = batch.SubmittedAt, Count = batch.Count, Counts = batch.Counts });
            return new LeaderState
            {
                Batches =
                [
                    .. _completed.Select(static record => record.State)
                        .Concat(states)
                        .OrderBy(static batch => batch.SubmittedAt),
                ],
                Workers = [.. running.SelectMany(static batch => batch.RunningWorkers)],
                MaxWorkers = _host.Slots.Count,
                Statistics = states.Aggregate(_endedCounts, static (sum, batch) => sum.Plus(batch.Counts)),
                Subscribers = _host.Events.SubscriberCount,
            };
        }
    }

    /// <summary>Publishes an event of the caller's own to all subscribers.</summary>
    /// <param name="leaderEvent">The event. What is published is a copy, which gets its place in the stream.</param>
    /// <exception cref="ArgumentNullException"><paramref name="leaderEvent"/> is null.</exception>
    public void Notify(CustomEvent leaderEvent)
    {
        ArgumentNullException.ThrowIfNull(leaderEvent);
        _host.Events.Tell(() => leaderEvent with { });
    }

    /// <summary>Takes in jobs that are all there, or an enumeration whose end nobody knows.</summary>
    internal Batch Submit(IEnumerable<Job> jobs, BatchOptions options, bool stream, CancellationToken cancellationToken)
    {
        if (!jobs.TryGetNonEnumeratedCount(out var count))
        {
            return SubmitLazily(jobs, read => Submit(read, options, stream, cancellationToken));
        }

        var max = options.MaxCommands ?? _host.Config.Current.MaxCommandsPerBatch;
        if (count == 0 || count > max)
        {
            throw new BatchRefusedException(count == 0 ? new EmptyBatch() : new TooManyCommands(count, max));
        }

        var list = jobs.ToArray();
        var ordered = false;
        for (var index = 0; index < list.Length; index++)
        {
            var job = list[index] ?? throw new ArgumentException($"Job {index} of the batch is null.", nameof(jobs));
            ordered |= job.Key is not null || job.Priority != 0;
        }

        return Start(options, onReady => options.Tasks is not null ? new TaskSource(list, _host.Keys, onReady).Begin() : ordered ? AllOf(new QueueSource(_host.Keys, onReady), list) : new ListSource(list), null, stream, cancellationToken);
    }

    /// <summary>Takes in jobs that are read as they are wanted.</summary>
    internal Batch Submit(IAsyncEnumerable<Job> jobs, BatchOptions options, bool stream, CancellationToken cancellationToken)
        => Start(options, onReady => new QueueSource(_host.Keys, onReady), jobs, stream, cancellationToken);

    /// <summary>Runs one job, which leaves no record.</summary>
    internal Task<JobResult> ExecuteAsync(Job job, CancellationToken cancellationToken)
        => _host.Telemetry.WatchesExecutions
            ? ExecuteTrace.RunAsync(_host.Telemetry, job, () => ExecuteOneAsync(job, cancellationToken))
            : ExecuteOneAsync(job, cancellationToken);

    private async Task<JobResult> ExecuteOneAsync(Job job, CancellationToken cancellationToken)
    {
        var batch = StartOne(job, new BatchOptions { Workers = 1 }, interrupted: false, cancellationToken);
        var result = await batch.Completion.ConfigureAwait(false);
        return result.Results[0];
    }

    /// <summary>Starts a batch of one job, which leaves no record.</summary>
    /// <param name="job">The job.</param>
    /// <param name="options">How it runs.</param>
    /// <param name="interrupted">Whether it ends <c>Interrupted</c> without having started; that is possible even after the leader has stopped.</param>
    /// <param name="cancellationToken">Cancels the job.</param>
    internal Batch StartOne(Job job, BatchOptions options, bool interrupted, CancellationToken cancellationToken = default) => Start(
        options,
        onReady => job.Key is null ? new ListSource([job]) : AllOf(new QueueSource(_host.Keys, onReady), [job]),
        null,
        stream: false,
        cancellationToken,
        keepRecord: false,
        interrupted);

    /// <summary>A batch that runs; null when there is none of this id.</summary>
    internal Batch? Find(string batchId)
    {
        lock (_gate)
        {
            return _running.GetValueOrDefault(batchId);
        }
    }

    /// <summary>The batches that run.</summary>
    internal List<Batch> Running()
    {
        lock (_gate)
        {
            return [.. _running.Values];
        }
    }

    /// <summary>Interrupts every batch, takes in no more, and waits for their ends.</summary>
    /// <param name="refusal">What a caller gets who submits another. That of the last call counts.</param>
    internal async Task StopAsync(Func<Exception> refusal)
    {
        List<Batch> running;
        lock (_gate)
        {
            _refusal = refusal;
            running = [.. _running.Values];
        }

        await Task.WhenAll(running.Select(static batch => batch.InterruptAsync())).ConfigureAwait(false);
    }

    /// <summary>Drops the records of batches that completed long enough ago.</summary>
    internal void Sweep()
    {
        lock (_gate)
        {
            while (_completed.TryPeek(out var oldest) && _host.Time.GetElapsedTime(oldest.Ended) >= Retention)
            {
                _completed.Dequeue();
            }
        }
    }

    private static QueueSource AllOf(QueueSource source, Job[] jobs)
    {
        source.AddAll(jobs);
        return source;
    }

    private static Batch SubmitLazily(IEnumerable<Job> jobs, Func<IAsyncEnumerable<Job>, Batch> submit)
    {
        // The first job is read at once, to refuse an empty enumeration as an empty list.
        var enumerator = jobs.GetEnumerator();
        try
        {
            return enumerator.MoveNext() ? submit(Rest(enumerator)) : throw new BatchRefusedException(new EmptyBatch());
        }
        catch
        {
            enumerator.Dispose();
            throw;
        }

        static async IAsyncEnumerable<Job> Rest(IEnumerator<Job> enumerator, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            using (enumerator)
            {
                do
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    yield return enumerator.Current;
                }
                while (enumerator.MoveNext());
            }
        }
    }

    private Batch Start(
        BatchOptions options, Func<Action, JobSource> makeSource, IAsyncEnumerable<Job>? jobs, bool stream, CancellationToken cancellationToken, bool keepRecord = true, bool interrupted = false)
    {
        var workers = options.WorkersWithin(_host.Slots.Count);
        var trace = new BatchTrace(_host.Telemetry, isSingle: !keepRecord);
        Batch batch;
        lock (_gate)
        {
            if (_refusal is { } refusal && !interrupted)
            {
                throw refusal();
            }

            batch = new Batch(
                _host,
                options,
                workers,
                makeSource,
                (id, count, onRoom) => stream ? new ResultStream(id, options.Order, onRoom) : new IndexedResults(id, count, options.Tasks?.WorkerId),
                (batch, duration) => OnEnded(batch, duration, keepRecord),
                trace);
            _running.Add(batch.Id, batch);
        }

        if (interrupted)
        {
            _ = batch.InterruptAsync();
        }

        _ = batch.StartAsync(jobs, cancellationToken);
        return batch;
    }

    private void OnEnded(Batch batch, TimeSpan duration, bool keepRecord)
    {
        lock (_gate)
        {
            _running.Remove(batch.Id);
            var counts = batch.Counts;
            _endedCounts = _endedCounts.Plus(counts);
            if (keepRecord)
            {
                var state = new BatchState { Id = batch.Id, SubmittedAt = batch.SubmittedAt, Duration = duration, Count = batch.Count, Counts = counts };
                _completed.Enqueue((state, _host.Time.GetTimestamp()));
            }
        }
    }
}
