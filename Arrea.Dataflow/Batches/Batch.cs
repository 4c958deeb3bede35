using System.Security.Cryptography;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Scheduling;
using Arrea.Dataflow.Telemetry;

namespace Arrea.Dataflow.Batches;

/// <summary>Jobs that were submitted together and run. They run whether or not somebody looks at this.</summary>
public sealed class Batch
{
    private readonly BatchHost _host;
    private readonly BatchOptions _options;
    private readonly JobSource _source;
    private readonly ResultStore _results;
    private readonly BatchReporter _reporter;
    private readonly BatchMesh _mesh;
    private readonly BatchLedger _ledger;
    private readonly BatchRules _rules;
    private readonly int _workers;
    private readonly long _submitted;
    private readonly TaskCompletionSource<BatchResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly Action<Batch, TimeSpan> _ended;
    private readonly List<LaneCounters> _counters = [];
    private ITimer? _deadline;
    private CancellationTokenRegistration _cancellation;
    private Exception? _recorderError;

    /// <param name="host">What the engine's batches share.</param>
    /// <param name="options">The options.</param>
    /// <param name="workers">The most jobs at once, within the engine's ceiling.</param>
    /// <param name="makeSource">Makes the source, given what to call when it has a job more.</param>
    /// <param name="makeResults">Makes the store of the results, given the batch, how many there will be, and what to call when it has room again.</param>
    /// <param name="ended">Called once, just before the completion is done.</param>
    /// <param name="trace">What telemetry tells of it.</param>
    internal Batch(BatchHost host, BatchOptions options, int workers, Func<Action, JobSource> makeSource, Func<string, int?, Action, ResultStore> makeResults, Action<Batch, TimeSpan> ended, BatchTrace trace)
    {
        Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        _host = host;
        _options = options;
        _workers = workers;
        _ended = ended;
        _submitted = host.Time.GetTimestamp();
        SubmittedAt = host.Time.GetUtcNow();
        _rules = new BatchRules(host, Id, options, options.Policy ?? host.Config.DefaultPolicy, trace);
        _source = makeSource(OnSourceReady);
        _results = makeResults(Id, _source.Count, OnRoom);
        _reporter = new BatchReporter(host.Events, options.Recorder, OnRecorderFailed);
        _ledger = new BatchLedger(_rules, _reporter, _results, _source);
        _mesh = new BatchMesh(host, workers, _source, _results, MakeLane, OnCompleted);
        if (options.Observer is { } observer)
        {
            // It ends by itself with the batch.
            _ = host.Events.SubscribeToBatch(observer, Id);
        }
    }

    /// <summary>The batch: 16 lowercase hex characters, from a cryptographic source.</summary>
    public string Id { get; }

    /// <summary>How many jobs there are; null while they are read from a source of unknown size.</summary>
    public int? Count => _source.Count;

    /// <summary>How many jobs have come to what so far.</summary>
    public JobCounts Counts
    {
        get
        {
            JobCounts counts;
            lock (_counters)
            {
                counts = _counters.Aggregate(new JobCounts(), static (sum, lane) => sum.Plus(lane.Read()));
            }

            // Read after the others, as it only grows.
            return counts with { Waiting = Math.Max(0, _source.Known - counts.Active - counts.Ended) };
        }
    }

    /// <summary>Jobs that could be started so far. Those in <see cref="FailedToStart"/> are not among them, other than in <see cref="JobCounts.Started"/>.</summary>
    public long Started
    {
        get
        {
            var counts = Counts;
            return counts.Started - counts.FailedToStart;
        }
    }

    /// <summary>Jobs that could not be started so far: unusable shell, missing directory, no process or descriptor left.</summary>
    public long FailedToStart => Counts.FailedToStart;

    /// <summary>When it was submitted, in UTC.</summary>
    public DateTimeOffset SubmittedAt { get; }

    /// <summary>
    /// Done when every job has its outcome. Never fails because of a job; it fails with what the source of the jobs
    /// threw, after the jobs read before that have their outcomes.
    /// </summary>
    public Task<BatchResult> Completion => _completion.Task;

    /// <summary>
    /// The results in the order that the options ask for, each once, for one reader. They may be read at any time, from the
    /// first; while somebody reads they are handed over and not kept, and no further job starts when the reader is 1,024
    /// results behind. In input order, results behind one that is not there yet are kept beyond that. A reader that leaves early does not end the batch.
    /// </summary>
    /// <exception cref="InvalidOperationException">Somebody is reading already.</exception>
    public IAsyncEnumerable<JobResult> Results
        => _results is ResultStream stream ? stream.ReadAsync() : throw new InvalidOperationException("This batch keeps its results.");

    /// <summary>Cancels the batch: nothing more starts, running jobs are told to end. Done when every job has its outcome.</summary>
    /// <returns>A task that is done when the batch is; it does not fail.</returns>
    public Task CancelAsync() => StopAsync(StopReason.Cancelled);

    /// <summary>Ends the batch as <see cref="CancelAsync"/> does, but its jobs end <c>Interrupted</c>, as in a shutdown.</summary>
    /// <returns>A task that is done when the batch is; it does not fail.</returns>
    public Task InterruptAsync() => StopAsync(StopReason.Interrupted);

    /// <summary>
    /// Drains the batch: nothing more starts, and running attempts go on to their ends, which are their jobs' outcomes. Jobs that
    /// have not started, or wait for a retry, end <c>Cancelled</c> at once. A batch that is drained can still be cancelled.
    /// </summary>
    /// <returns>A task that is done when the batch is; it does not fail.</returns>
    public Task DrainAsync() => StopAsync(StopReason.Drained);

    /// <summary>Cancels one job: at once when it runs or waits for a retry, else when its turn comes. Done jobs stay as they are.</summary>
    /// <param name="index">Place of the job in the batch, from 0.</param>
    /// <returns>False when there is no such job, or the batch is complete.</returns>
    public bool Cancel(int index)
    {
        if (index < 0 || index >= (_source.Count ?? int.MaxValue) || _completion.Task.IsCompleted)
        {
            return false;
        }

        _mesh.Cancel(index);
        return true;
    }

    /// <summary>The batch's name.</summary>
    public override string ToString() => $"batch {Id}";

    /// <summary>The workers that run a job at this moment.</summary>
    internal IEnumerable<string> RunningWorkers => _mesh.Lanes.Select(static lane => lane.RunningIndex).OfType<int>().Select(_rules.WorkerIdOf);

    /// <summary>What is to be seen of the living workers.</summary>
    internal IEnumerable<WorkerSight> Sights => _mesh.Sights;

    /// <summary>What is to be seen of one worker; null when it does not live.</summary>
    internal WorkerSight? SightOf(int index)
    {
        // A job that moves between a lane and the wait for a retry shows in neither for a moment.
        WorkerSight? sight = null;
        for (var look = 0; look < 3 && sight is null; look++)
        {
            sight = Sights.Where(seen => seen.Index == index).Select(static seen => (WorkerSight?)seen).FirstOrDefault();
        }

        return sight;
    }

    /// <summary>The id of the worker made by hand whose tasks the jobs are; null for a batch proper.</summary>
    internal string? NamedWorker => _options.Tasks?.WorkerId;

    /// <summary>Starts the batch.</summary>
    /// <param name="jobs">What is read lazily; null when the source has everything.</param>
    /// <param name="cancellationToken">Cancels the batch.</param>
    internal async Task StartAsync(IAsyncEnumerable<Job>? jobs, CancellationToken cancellationToken)
    {
        // First what may end the batch, as telling of its start may take long; no job is touched before that is done.
        if (_options.Deadline is { } deadline && deadline != Timeout.InfiniteTimeSpan)
        {
            _deadline = StartDeadline(deadline);
        }

        _rules.Trace.Begin(Id, _source.Count, WorkersNow);
        _cancellation = cancellationToken.UnsafeRegister(static batch => ((Batch)batch!)._mesh.Stop(StopReason.Cancelled), this);
        if (_reporter.IsListening)
        {
            await _reporter.ReportAsync(new BatchStarted { BatchId = Id, Count = _source.Count, Workers = WorkersNow }).ConfigureAwait(false);
        }

        _mesh.Start();
        if (jobs is not null && _source is QueueSource queue)
        {
            _ = Task.Run(() => queue.ReadAsync(jobs), CancellationToken.None);
        }
    }

    internal Task StopAsync(StopReason reason)
    {
        _mesh.Stop(reason);
        return Completion.ContinueWith(
            static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private Lane MakeLane(BatchMesh mesh)
    {
        var counters = new LaneCounters();
        lock (_counters)
        {
            _counters.Add(counters);
        }

        return new Lane(mesh, _rules, _ledger, counters, new LaneSlot(mesh.Share, _host));
    }

    private ITimer StartDeadline(TimeSpan deadline)
    {
        // Who waits longer than a timer can waits for ever.
        var due = deadline < Timers.Longest ? deadline : Timeout.InfiniteTimeSpan;
        return _host.Time.StartTimer(static batch => ((Batch)batch!)._mesh.Stop(StopReason.BatchDeadline), this, due);
    }

    // The mesh is made after the source, which may be ready before it is there; the start looks anyway.
    private void OnSourceReady() => _mesh?.OnSourceReady();

    private void OnRoom() => _mesh.OnRoom();

    private void OnRecorderFailed(Exception error)
    {
        _recorderError = error;
        _mesh.Stop(StopReason.RecorderFailed);
        _host.Logger.RecorderFailed(error, Id);
    }

    private void OnCompleted() => _ = CompleteAsync();

    private async Task CompleteAsync()
    {
        var counts = Counts;
        var error = (_source as QueueSource)?.ReadError;
        var duration = TimeSpan.Zero;
        try
        {
            GiveBack();
            duration = _host.Time.GetElapsedTime(_submitted);
            await TellAsync(counts.ByOutcome(), duration).ConfigureAwait(false);
            _rules.Trace.End(duration, counts.ByOutcome().Worst, error);
        }
        catch (Exception)
        {
            // A clock of the user's threw. The batch is complete all the same.
        }

        _results.Complete(_source.Count ?? 0, error);
        try
        {
            _ended(this, duration);
        }
        catch (Exception)
        {
            // The clock threw: the leader keeps no record of it.
        }

        if (error is not null)
        {
            _completion.SetException(error);

            // Who reads the stream gets it there; an unobserved task must not raise it a second time.
            _ = _completion.Task.Exception;
            return;
        }

        _completion.SetResult(new BatchResult(Id, _results, counts, duration, _recorderError));
    }

    // No more than the engine has slots at this moment, though it may come to have more.
    private int WorkersNow => Math.Min(_workers, _host.Slots.Count);

    private ValueTask TellAsync(OutcomeCounts outcomes, TimeSpan duration)
        => !_reporter.IsListening ? default : _reporter.ReportAsync(new BatchCompleted
        {
            BatchId = Id,
            Succeeded = outcomes.Succeeded,
            Failed = outcomes.Failed,
            TimedOut = outcomes.TimedOut,
            Rejected = outcomes.Rejected,
            Cancelled = outcomes.Cancelled + outcomes.Interrupted,
            Interrupted = outcomes.Interrupted,
            Duration = duration,
        });

    private void GiveBack()
    {
        _deadline?.Dispose();

        // Not Dispose, which would wait for a callback that may be waiting for this.
        _cancellation.Unregister();
    }
}
