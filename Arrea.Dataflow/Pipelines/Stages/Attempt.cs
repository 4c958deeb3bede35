using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Scheduling;

namespace Arrea.Dataflow.Pipelines.Stages;

/// <summary>One try of one input: runs the delegate on the thread pool, and ends in time whatever it does.</summary>
/// <remarks>
/// The first of three things decides: the delegate ends, its time limit passes, the run ends. After one of the last two
/// the delegate is told by its token; what it still does changes nothing, and after a grace it is left behind.
/// </remarks>
internal sealed class Attempt<TIn, TOut> : IThreadPoolWorkItem, IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _cancel = new();
    private readonly TaskCompletionSource<Outcome<TOut>> _outcome = new();
    private readonly RunScope _run;
    private readonly Func<TIn, CancellationToken, ValueTask<Outcome<TOut>>> _handler;
    private readonly TIn _input;
    private readonly TimeSpan _limit;
    private ITimer? _timer;
    private CancellationTokenRegistration _runEnds;
    private Outcome<TOut>? _verdict;
    private long _overtakenAt;
    private bool _returned;

    public Attempt(RunScope run, Func<TIn, CancellationToken, ValueTask<Outcome<TOut>>> handler, TIn input, TimeSpan limit)
    {
        _run = run;
        _handler = handler;
        _input = input;
        _limit = limit;
    }

    /// <summary>What the delegate may borrow for work that it starts; null where there are no slots.</summary>
    public SlotLoan? Loan { get; private set; }

    public Task<Outcome<TOut>> RunAsync()
    {
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return _outcome.Task;
    }

    void IThreadPoolWorkItem.Execute()
    {
        try
        {
            Enter();
        }
        catch (Exception error)
        {
            // A clock of the user's threw, on a thread of the pool; that would end the process.
            _outcome.TrySetResult(StageOutcomes.Failed<TOut>(error));
        }
    }

    private void Enter()
    {
        if (_run.Context is { } context)
        {
            ExecutionContext.Run(context, static attempt => ((Attempt<TIn, TOut>)attempt!).Begin(), this);
        }
        else
        {
            Begin();
        }
    }

    public void Dispose()
    {
        _runEnds.Unregister();
        lock (_gate)
        {
            _timer?.Dispose();

            // A token that was cancelled may still be calling back, and a delegate left behind may still use it.
            if (_returned && _verdict is null)
            {
                _cancel.Dispose();
            }
        }
    }

    private void Begin()
    {
        Loan = _run.Slots?.Lend();
        if (_limit > TimeSpan.Zero && _limit <= Timers.Longest)
        {
            // A longer limit is as good as none.
            lock (_gate)
            {
                SetTimer(_limit);
            }
        }

        _runEnds = _run.Ending.UnsafeRegister(static attempt => ((Attempt<TIn, TOut>)attempt!).OnRunEnds(), this);
        _ = InvokeAsync();
    }

    private async Task InvokeAsync()
    {
        Outcome<TOut> outcome;
        try
        {
            outcome = await _handler(_input, _cancel.Token).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            outcome = StageOutcomes.Failed<TOut>(error);
        }

        lock (_gate)
        {
            _returned = true;
            outcome = _verdict ?? outcome;
        }

        _outcome.TrySetResult(outcome);
    }

    private void OnTimer()
    {
        lock (_gate)
        {
            if (_returned)
            {
                return;
            }

            if (_verdict is not null)
            {
                LeaveBehindInTime();
            }
            else
            {
                Overtake(StageOutcomes.TimedOut<TOut>(_limit));
            }
        }
    }

    private void OnRunEnds()
    {
        lock (_gate)
        {
            if (!_returned && _verdict is null)
            {
                Overtake(_run.EndOutcome<TOut>());
            }
        }
    }

    private void Overtake(Outcome<TOut> verdict)
    {
        _verdict = verdict;
        _overtakenAt = _run.Time.GetTimestamp();
        RunScope.CancelQuietly(_cancel);
        if (_run.AbandonAfter > TimeSpan.Zero)
        {
            SetTimer(_run.AbandonAfter);
        }
        else
        {
            LeaveBehind();
        }
    }

    // The time limit may ring just as the run ends: then it is not yet the time to leave the delegate behind.
    private void LeaveBehindInTime()
    {
        var left = _run.AbandonAfter - _run.Time.GetElapsedTime(_overtakenAt);
        if (left > TimeSpan.Zero)
        {
            SetTimer(left);
        }
        else
        {
            LeaveBehind();
        }
    }

    // Whoever waits for the outcome goes on inside TrySetResult, which is no place to hold a lock.
    private void LeaveBehind()
        => ThreadPool.UnsafeQueueUserWorkItem(static attempt => attempt._outcome.TrySetResult(attempt._verdict!.Value), this, preferLocal: false);

    private void SetTimer(TimeSpan due)
    {
        if (_timer is null)
        {
            _timer = _run.Time.CreateTimer(static attempt => ((Attempt<TIn, TOut>)attempt!).OnTimer(), this, due, Timeout.InfiniteTimeSpan);
        }
        else
        {
            _timer.Change(due, Timeout.InfiniteTimeSpan);
        }
    }
}
