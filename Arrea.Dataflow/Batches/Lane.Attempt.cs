using Arrea.Dataflow.Attempts;
using Arrea.Dataflow.Commands.Starting;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Batches;

/// <summary>The attempt that a lane runs: its limits, its end, and what happens when it does not end.</summary>
internal sealed partial class Lane
{
    private static readonly OperationCanceledException LeftBehind = new("The delegate did not heed its token and was left behind.");

    // Orders those who stop an attempt; the lane itself does not take it.
    private readonly Lock _stopGate = new();
    private LaneState _state;
    private CancellationTokenSource _cancellation = new();
    private WorkerContext? _context;
    private ValueTask<object?> _pending;
    private ValueTask _ending;

    private AttemptReports? _reports;
    private Func<StopReason>? _stoppedBy;

    // What came of an attempt whose delegate was left behind in another lane, and why it had been told to end.
    private AttemptResult? _inherited;
    private StopReason _inheritedReason;

    /// <summary>Which job runs at this moment; null when none does.</summary>
    public int? RunningIndex
    {
        get
        {
            var state = _state.Read();
            var index = _claim.Index;
            return (LaneState.IsRunning(state) || LaneState.IsStopped(state)) && _state.Read() == state ? index : null;
        }
    }

    /// <summary>Tells the running attempt to end, if there is one (of this job).</summary>
    public void Stop(StopReason reason, int? index = null)
    {
        var state = _state.Read();
        if (!LaneState.IsRunning(state))
        {
            return;
        }

        // Read after the state, so that it is of what the state names. An attempt that runs is drained by its own end.
        if (reason == StopReason.Drained && !_isWaiting)
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

        // A command is not left behind: its runner ends it for certain. Nor is a wait for protection, which is our own.
        var limit = job is { Command: null } && !_isWaiting
            ? _host.Time.GetTimestamp() + _host.ToTimestamp(_host.AbandonAfter)
            : long.MaxValue;
        lock (_stopGate)
        {
            if (!_state.TryStop(state, reason))
            {
                return;
            }

            _state.AbandonAt = limit;
        }

        // Not Cancel: what a delegate registered with its token is the user's code, and runs on the pool. What it
        // throws there is nobody's outcome.
        _ = cancellation.CancelAsync().ContinueWith(static task => task.Exception, TaskScheduler.Default);
        _mesh.Watch.LookAt(limit);
    }

    /// <summary>Ends the attempt if its time is over, and leaves its delegate behind if it does not heed that.</summary>
    /// <returns>When to look again.</returns>
    public long CheckLimits(long now)
    {
        var state = _state.Read();
        if (LaneState.IsRunning(state))
        {
            var limit = Volatile.Read(ref _state.Due);
            var byMedian = DueByMedian();
            if (Math.Min(limit, byMedian) is var due && due > now)
            {
                return due;
            }

            // The limit may be that of an earlier attempt only if the state has changed since, and then this misses.
            if (_state.Read() == state)
            {
                Stop(byMedian < limit ? StopReason.AttemptTimeout : _state.DueReason);
            }

            state = _state.Read();
        }

        lock (_stopGate)
        {
            if (!LaneState.IsStopped(state) || _state.AbandonAt > now)
            {
                return LaneState.IsStopped(state) ? _state.AbandonAt : long.MaxValue;
            }

            if (!_state.TryAbandon(state))
            {
                return long.MaxValue;
            }
        }

        HandOver(LaneState.ReasonOf(state));
        return long.MaxValue;
    }

    /// <summary>Begins an attempt of the job at hand.</summary>
    /// <param name="readClock">Whether the last reading of the clock is too old to begin with.</param>
    private void Begin(bool readClock)
    {
        _context = null;
        _reports = null;
        RenewCancellation();

        // It is counted before it begins: from then on the watch may take it away, and ends the job as it finds it.
        if (readClock)
        {
            _now = _host.Time.GetTimestamp();
        }

        var isFirst = _claim.Attempts++ == 0;
        Volatile.Write(ref _heldAttempt, _claim.Attempts);
        if (isFirst)
        {
            Counters.Started();
            _claim.FirstStart = _now;
        }

        Volatile.Write(ref _state.Due, long.MaxValue);
        _state.Begin();
        if (readClock)
        {
            // Anew, so that the attempt's time is not cut short by a wait in between.
            _now = _host.Time.GetTimestamp();
        }

        (var due, _state.DueReason) = _rules.LimitOf(_claim, _now);
        Watch(due);
        HoldToMedian();
    }

    private void RenewCancellation()
    {
        if (!_cancellation.TryReset())
        {
            _cancellation = new CancellationTokenSource();
        }
    }

    /// <summary>Lets what has begun be ended: at a time, and by whoever asks for it, now or before.</summary>
    private void Watch(long due)
    {
        Volatile.Write(ref _state.Due, due);
        _mesh.Watch.LookAt(due);
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
            _context = MakeContext(job);
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

    // Why the attempt at hand was told to end, if it was.
    private StopReason StoppedBy() => _state.Read() is var state && LaneState.IsStopped(state) ? LaneState.ReasonOf(state) : StopReason.None;

    private CommandShell ShellOfJob() => _claim.Shell ??= _host.Commands.ShellOf(_claim.Job);

    private async ValueTask<object?> RunCommandAsync(Job job)
        => await _host.Commands.RunAsync(
            job, ShellOfJob(), _ledger.OutputOf(_claim), _trace?.Span ?? _rules.Trace.Caller, _stoppedBy ??= StoppedBy, _cancellation.Token).ConfigureAwait(false);

    /// <summary>Waits for the attempt, and sees to what it came to.</summary>
    /// <returns>Whether the lane goes on; false when another one has taken its place.</returns>
    private async ValueTask<bool> FinishAsync()
    {
        object? value = null;
        Exception? error = null;
        var ranOn = !_pending.IsCompleted;
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

        if (ranOn && _claim.Job.Command is null)
        {
            // A delegate that ran on may have kept its token and its slot's loan; the next attempt gets others.
            _cancellation = new CancellationTokenSource();
            Slot.Renew();
        }

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

    private AttemptResult Judge(object? value, Exception? error, StopReason reason)
        => _rules.Judge(_claim, value, error, reason, _context?.LastWarning);

    /// <summary>Lets a new lane go on, as the delegate of this one does not come back. Called by the watch.</summary>
    private void HandOver(StopReason reason)
    {
        Counters.Abandoned();
        var heir = new Lane(_mesh, _rules, _ledger, Counters, Slot)
        {
            _claim = _claim,
            _pass = _pass,
            _trace = _trace,
            _held = _held,
            _heldAttempt = _heldAttempt,
            _reports = _reports,
            _inherited = Judge(null, LeftBehind, reason),
            _inheritedReason = reason,
        };

        _mesh.Replace(this, heir);
    }
}
