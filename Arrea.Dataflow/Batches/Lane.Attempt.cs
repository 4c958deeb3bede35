using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Workers;

namespace Arrea.Dataflow.Batches;

/// <summary>The attempt that a lane runs: its limits, its end, and what happens when it does not end.</summary>
internal sealed partial class Lane : IWorkerReports
{
    private static readonly OperationCanceledException LeftBehind = new("The delegate did not heed its token and was left behind.");

    private readonly Lock _reportGate = new();
    private LaneState _state;
    private CancellationTokenSource _cancellation = new();
    private WorkerContext? _context;
    private ValueTask<object?> _pending;
    private ValueTask _ending;

    // What the delegate reported and its batch's recorder has not written down yet.
    private Task _reports = Task.CompletedTask;

    // What came of an attempt whose delegate was left behind in another lane, and why it had been told to end.
    private Attempt? _inherited;
    private StopReason _inheritedReason;

    /// <summary>Which job runs at this moment; null when none does.</summary>
    public int? RunningIndex => _state.Read() is var state && (LaneState.IsRunning(state) || LaneState.IsStopped(state)) ? _claim.Index : null;

    /// <summary>Tells the running attempt to end, if there is one (of this job).</summary>
    public void Stop(StopReason reason, int? index = null)
    {
        var state = _state.Read();
        if (!LaneState.IsRunning(state))
        {
            return;
        }

        // All this is of the attempt that the state names, if the state is the same afterwards.
        var cancellation = _cancellation;
        var job = _claim.Job;
        if (index is { } wanted && _claim.Index != wanted)
        {
            return;
        }

        // A command is not left behind: its runner ends it for certain.
        var limit = job is { Command: null }
            ? _host.Time.GetTimestamp() + _host.ToTimestamp(_host.AbandonAfter)
            : long.MaxValue;
        _state.AbandonAt = limit;
        if (_state.TryStop(state, reason))
        {
            // Not Cancel: what a delegate registered with its token is the user's code, and runs on the pool. What it
            // throws there is nobody's outcome.
            _ = cancellation.CancelAsync().ContinueWith(static task => task.Exception, TaskScheduler.Default);
            _mesh.Watch.LookAt(limit);
        }
    }

    /// <summary>Ends the attempt if its time is over, and leaves its delegate behind if it does not heed that.</summary>
    /// <returns>When to look again.</returns>
    public long CheckLimits(long now)
    {
        var state = _state.Read();
        if (LaneState.IsRunning(state))
        {
            var due = _state.Due;
            if (due > now)
            {
                return due;
            }

            // The limit may be that of an earlier attempt only if the state has changed since, and then this misses.
            if (_state.Read() == state)
            {
                Stop(_state.DueReason);
            }

            state = _state.Read();
        }

        if (!LaneState.IsStopped(state))
        {
            return long.MaxValue;
        }

        var limit = _state.AbandonAt;
        if (limit > now)
        {
            return limit;
        }

        if (_state.TryAbandon(state))
        {
            HandOver(LaneState.ReasonOf(state));
        }

        return long.MaxValue;
    }

    void IWorkerReports.Progress(WorkerContext context, double percent)
        => Report(context, claim => _ledger.ProgressAsync(claim, percent));

    void IWorkerReports.Warning(WorkerContext context, string message)
        => Report(context, claim => _ledger.WarnAsync(claim, message));

    private void Begin()
    {
        if (_claim.Attempts++ == 0)
        {
            _claim.FirstStart = _now;
            Counters.Started();
        }

        _context = null;
        (_state.Due, _state.DueReason) = _rules.LimitOf(_claim, _now);
        if (!_cancellation.TryReset())
        {
            _cancellation = new CancellationTokenSource();
        }

        _state.Begin();
        _mesh.Watch.LookAt(_state.Due);
        if (_mesh.MustAsk && _mesh.ReasonToEnd(_claim.Index) is var reason and not StopReason.None)
        {
            Stop(reason);
        }
    }

    private ValueTask<object?> Invoke()
    {
        var job = _claim.Job;
        if (!LaneState.IsRunning(_state.Read()))
        {
            // Told to end before it began.
            return ValueTask.FromException<object?>(LeftBehind);
        }

        if (job.Command is not null)
        {
            return RunCommandAsync(job);
        }

        if (job.NeedsContext)
        {
            _context = new WorkerContext(this, $"{_rules.BatchId}/{_claim.Index}", _claim.Index, job.Tag, _claim.Attempts, _cancellation.Token);
        }

        try
        {
            return job.InvokeAsync(_context, _cancellation.Token);
        }
        catch (Exception error)
        {
            return ValueTask.FromException<object?>(error);
        }
    }

    private async ValueTask<object?> RunCommandAsync(Job job)
        => await _host.Commands.RunAsync(job, _ledger.OutputOf(_claim), _cancellation.Token).ConfigureAwait(false);

    /// <summary>Waits for the attempt, and sees to what it came to.</summary>
    /// <returns>Whether the lane goes on; false when another one has taken its place.</returns>
    private async ValueTask<bool> FinishAsync()
    {
        object? value = null;
        Exception? error = null;
        try
        {
            value = await _pending.ConfigureAwait(false);
        }
        catch (Exception thrown)
        {
            error = thrown;
        }

        if (!TryEnd(out var reason))
        {
            return false;
        }

        await _reports.ConfigureAwait(false);
        await SettleAsync(Judge(value, error, reason), reason).ConfigureAwait(false);
        return true;
    }

    private bool TryEnd(out StopReason reason)
    {
        if (!_state.TryEnd(out reason))
        {
            return false;
        }

        if (reason != StopReason.None)
        {
            // Whoever told the attempt to end may only now come to cancel this; the next attempt must not hear it.
            _cancellation = new CancellationTokenSource();
        }

        return true;
    }

    private Attempt Judge(object? value, Exception? error, StopReason reason)
        => _rules.Judge(_claim, value, error, reason, _context?.LastWarning);

    /// <summary>Lets a new lane go on, as the delegate of this one does not come back. Called by the watch.</summary>
    private void HandOver(StopReason reason)
    {
        Counters.Abandoned();
        var heir = new Lane(_mesh, _rules, _ledger, Counters, Slot)
        {
            _claim = _claim,
            _reports = _reports,
            _inherited = Judge(null, LeftBehind, reason),
            _inheritedReason = reason,
        };

        _mesh.Replace(this, heir);
    }

    private void Report(WorkerContext context, Func<Claim, ValueTask> report)
    {
        if (!ReferenceEquals(context, _context) || _state.IsAbandoned)
        {
            // The attempt is over; it may not speak any more.
            return;
        }

        var claim = _claim;
        if (!_ledger.HasRecorder)
        {
            _ = report(claim).AsTask();
            return;
        }

        // A recorder takes one event of a job after another, and the delegate's thread does not wait for it.
        lock (_reportGate)
        {
            _reports = _reports.ContinueWith(
                _ => report(claim).AsTask(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).Unwrap();
        }
    }
}
