using System.Runtime.CompilerServices;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Scheduling;
using Arrea.Dataflow.Telemetry;

namespace Arrea.Dataflow.Batches;

/// <summary>Takes batches in, knows those that run and those that have lately, and tells what happens.</summary>
public sealed class Leader
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Retention = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly BatchHost _host;
    private readonly HashSet<Batch> _running = [];
    private readonly Queue<(BatchState State, long Ended)> _completed = new();
    private readonly ITimer _sweep;
    private JobCounts _endedCounts = new();
    private bool _stopped;

    internal Leader(BatchHost host)
    {
        _host = host;
        using (ContextFlow.Suppress())
        {
            _sweep = host.Time.CreateTimer(static leader => ((Leader)leader!).Sweep(), this, SweepInterval, SweepInterval);
        }
    }

    /// <summary>How many jobs of the engine have come to what.</summary>
    internal JobCounts Statistics
    {
        get
        {
            lock (_gate)
            {
                return _running.Aggregate(_endedCounts, static (sum, batch) => sum.Plus(batch.Counts));
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
                return _stopped;
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
                return BatchMeters.Of(_running, _host.Slots);
            }
        }
    }

    /// <summary>What the leader knows now.</summary>
    /// <returns>A picture of this moment, which does not change afterwards.</returns>
    public LeaderState GetState()
    {
        lock (_gate)
        {
            var running = _running.OrderBy(static batch => batch.SubmittedAt).ToList();
            return new LeaderState
            {
                Batches =
                [
                    .. _completed.Select(static record => record.State)
                        .Concat(running.Select(static batch => new BatchState { Id = batch.Id, SubmittedAt = batch.SubmittedAt, Count = batch.Count, Counts = batch.Counts }))
                        .OrderBy(static batch => batch.SubmittedAt),
                ],
                Workers = [.. running.SelectMany(static batch => batch.RunningWorkers)],
                MaxWorkers = _host.Slots.Count,
                Statistics = Statistics,
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
        if (_host.Events.HasSubscribers)
        {
            _host.Events.Publish(leaderEvent with { });
        }
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

        return Start(options, onReady => ordered ? AllOf(new QueueSource(_host.Keys, onReady), list) : new ListSource(list), null, stream, cancellationToken);
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
        var batch = Start(
            new BatchOptions { Workers = 1 },
            onReady => job.Key is null ? new ListSource([job]) : AllOf(new QueueSource(_host.Keys, onReady), [job]),
            null,
            stream: false,
            cancellationToken,
            keepRecord: false);
        var result = await batch.Completion.ConfigureAwait(false);
        return result.Results[0];
    }

    /// <summary>Interrupts every batch, takes in no more, and waits for their ends.</summary>
    internal async Task StopAsync()
    {
        List<Batch> running;
        lock (_gate)
        {
            _stopped = true;
            running = [.. _running];
        }

        await _sweep.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAll(running.Select(static batch => batch.InterruptAsync())).ConfigureAwait(false);
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
        BatchOptions options, Func<Action, JobSource> makeSource, IAsyncEnumerable<Job>? jobs, bool stream, CancellationToken cancellationToken, bool keepRecord = true)
    {
        var workers = options.WorkersWithin(_host.Slots.Count);
        var trace = new BatchTrace(_host.Telemetry, isSingle: !keepRecord);
        Batch batch;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopped, typeof(ArreaEngine));
            batch = new Batch(
                _host,
                options,
                workers,
                makeSource,
                (id, count, onRoom) => stream ? new ResultStream(id, options.Order, onRoom) : new IndexedResults(id, count),
                (batch, duration) => OnEnded(batch, duration, keepRecord),
                trace);
            _running.Add(batch);
        }

        _ = batch.StartAsync(jobs, cancellationToken);
        return batch;
    }

    private void OnEnded(Batch batch, TimeSpan duration, bool keepRecord)
    {
        lock (_gate)
        {
            _running.Remove(batch);
            var counts = batch.Counts;
            _endedCounts = _endedCounts.Plus(counts);
            if (keepRecord)
            {
                var state = new BatchState { Id = batch.Id, SubmittedAt = batch.SubmittedAt, Duration = duration, Count = batch.Count, Counts = counts };
                _completed.Enqueue((state, _host.Time.GetTimestamp()));
            }
        }
    }

    private void Sweep()
    {
        lock (_gate)
        {
            while (_completed.TryPeek(out var oldest) && _host.Time.GetElapsedTime(oldest.Ended) >= Retention)
            {
                _completed.Dequeue();
            }
        }
    }
}
