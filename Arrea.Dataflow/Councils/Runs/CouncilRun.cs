using System.Diagnostics.CodeAnalysis;
using Arrea.Dataflow.Councils.Events;
using Arrea.Dataflow.Councils.Recording;
using Arrea.Dataflow.Councils.Rounds;

namespace Arrea.Dataflow.Councils.Runs;

/// <summary>One run of a council: what it has come to, and how to end it. It goes on whether or not somebody holds this.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Its tokens have no timers and no handles; whoever holds the run may use it after its end.")]
public sealed class CouncilRun
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _drain = new();
    private readonly CancellationTokenSource _kill = new();
    private readonly TaskCompletionSource<CouncilResult?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CouncilTopic _topic;
    private readonly TimeProvider _time;
    private readonly RecorderHost? _recorder;
    private RunStatus _status = RunStatus.Pending;
    private CurrentRound? _current;
    private int _roundsCompleted;

    internal CouncilRun(string runId, CouncilSpec council, CouncilRunOptions options, TimeProvider time, Action<Exception> observerFailed)
    {
        RunId = runId;
        Council = council.Id;
        _time = time;
        StartedAt = time.GetUtcNow();
        Completion = CompleteAsync();
        _topic = new CouncilTopic(time, observerFailed);
        if (options.Recorder is { } recorder)
        {
            _recorder = RecorderHost.Start(recorder, runId, council.Id, observerFailed);
            _topic.Subscribe(_recorder);
        }

        if (options.Subscribe is { } observer)
        {
            _topic.Subscribe(observer);
        }
    }

    /// <summary>Its id.</summary>
    public string RunId { get; }

    /// <summary>The council.</summary>
    public string Council { get; }

    /// <summary>When it was started.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>What became of it. Ends cancelled, by a <see cref="RunTerminatedException"/>, where it was terminated; does not fail otherwise.</summary>
    public Task<CouncilResult> Completion { get; }

    /// <summary>Its events, from the first on, whenever one subscribes. A slow subscriber holds nobody up. Leaving does not end the run.</summary>
    public IObservable<CouncilEvent> Events => _topic;

    /// <summary>Where it stands.</summary>
    public RunState State
    {
        get
        {
            lock (_gate)
            {
                return new RunState { RunId = RunId, Council = Council, Status = _status, CurrentRound = _current, RoundsCompleted = _roundsCompleted, StartedAt = StartedAt };
            }
        }
    }

    /// <summary>Done when its recorder, if it has one, has been finalised. Does not fail.</summary>
    public Task Recorded => _recorder?.Completion ?? Task.CompletedTask;

    /// <summary>When it ended; null while it goes on.</summary>
    internal DateTimeOffset? EndedAt { get; private set; }

    internal CouncilTopic Topic => _topic;

    internal CancellationToken Drain => _drain.Token;

    internal CancellationToken KillNow => _kill.Token;

    /// <summary>Waits for its end.</summary>
    /// <param name="timeout">How long at most. More than zero, or <see cref="Timeout.InfiniteTimeSpan"/>.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="TimeoutException">It goes on. It is left alone.</exception>
    /// <exception cref="RunTerminatedException">It was terminated.</exception>
    public Task<CouncilResult> AwaitAsync(TimeSpan timeout) => Completion.WaitAsync(timeout, _time);

    /// <summary>Asks it to end: the turns that go on come to their ends, no further round starts, and the result is cancelled.</summary>
    /// <returns>Done when it has ended. Does not fail.</returns>
    public Task CancelAsync()
    {
        _drain.Cancel();
        return Completion.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Ends it now: nothing more is told, its events complete, and so does <see cref="Completion"/>, as cancelled. Turns that go on are called off behind it.</summary>
    public void Terminate()
    {
        lock (_gate)
        {
            if (EndedAt is not null)
            {
                return;
            }

            EndedAt = _time.GetUtcNow();
            _status = RunStatus.Cancelled;
            _current = null;
        }

        _topic.Complete();
        _ended.TrySetResult(null);
        _ = _kill.CancelAsync();
    }

    /// <summary>Its name.</summary>
    public override string ToString() => $"run {RunId} of {Council}";

    /// <summary>Goes through the rounds to the result. Called once.</summary>
    internal async Task RunAsync(RunContext context, IReadOnlyList<RoundStage> stages)
    {
        var began = _time.GetTimestamp();
        Move(RunStatus.Running, null);
        _topic.Publish(new RunStarted { RunId = RunId, Council = Council, Input = context.Input.Text });
        for (var index = 0; index < stages.Count && !context.IsEnding; index++)
        {
            if (!await RunRoundAsync(context, stages[index], index).ConfigureAwait(false))
            {
                break;
            }
        }

        End(ResultOf(context, stages.Count) with { Duration = _time.GetElapsedTime(began) });
    }

    /// <summary>Ends it by an error of its own.</summary>
    internal void Fail(RunContext context, Exception error)
    {
        context.Add(new CouncilError(CouncilErrorCodes.InternalError, error.Message));
        End(ResultOf(context, int.MaxValue));
    }

    // A task that is cancelled, and says by what: only a method's own exception does that.
    private async Task<CouncilResult> CompleteAsync() => await _ended.Task.ConfigureAwait(false) ?? throw new RunTerminatedException();

    private async Task<bool> RunRoundAsync(RunContext context, RoundStage stage, int index)
    {
        Move(RunStatus.Running, new CurrentRound(stage.Name, index));
        _topic.Publish(new RoundStarted { RunId = RunId, Round = stage.Name, RoundIndex = index });
        var result = await stage.RunAsync(context, index).ConfigureAwait(false);
        context.Add(result);
        _topic.Publish(new RoundCompleted { RunId = RunId, Round = stage.Name, RoundIndex = index, Result = result });
        lock (_gate)
        {
            _roundsCompleted++;
        }

        if (result.Members.Count > 0 && !result.Members.Any(static member => member.Status is MemberStatus.Ok or MemberStatus.Eliminated))
        {
            context.Add(new CouncilError(CouncilErrorCodes.AllMembersFailed, "Nobody answered in this round.") { RoundIndex = index });
            return false;
        }

        return !(stage.FailsFast(context) && result.Members.Any(static member => member.Status is MemberStatus.Error or MemberStatus.Timeout or MemberStatus.InvalidOutput));
    }

    private CouncilResult ResultOf(RunContext context, int rounds)
    {
        var isWhole = context.Rounds.Count == rounds && !context.Errors.Any(static error => error.Code == CouncilErrorCodes.AllMembersFailed);
        var final = isWhole ? FinalAnswer.Of(context) : null;
        var status = !isWhole ? context.IsEnding ? CouncilStatus.Cancelled : CouncilStatus.Error
            : context.Errors.Count > 0 ? CouncilStatus.Partial
            : CouncilStatus.Ok;
        if (status == CouncilStatus.Cancelled)
        {
            context.Add(new CouncilError(CouncilErrorCodes.Cancelled, "The run was cancelled."));
        }

        return new CouncilResult
        {
            RunId = RunId,
            Council = Council,
            Input = context.Input.Text,
            Status = status,
            Final = final,
            Rounds = [.. context.Rounds],
            Errors = [.. context.Errors],
            Usage = context.Rounds.Aggregate(default(TokenUsage), static (sum, round) => sum + round.Usage),
        };
    }

    private void Move(RunStatus status, CurrentRound? current)
    {
        lock (_gate)
        {
            if (EndedAt is null)
            {
                (_status, _current) = (status, current);
            }
        }
    }

    private void End(CouncilResult result)
    {
        lock (_gate)
        {
            if (EndedAt is not null)
            {
                return;
            }

            EndedAt = _time.GetUtcNow();
            _current = null;
            _status = result.Status switch
            {
                CouncilStatus.Ok or CouncilStatus.Partial => RunStatus.Completed,
                CouncilStatus.Cancelled => RunStatus.Cancelled,
                _ => RunStatus.Failed,
            };
        }

        _topic.Publish(result.Status is CouncilStatus.Ok or CouncilStatus.Partial
            ? new RunCompleted { RunId = RunId, Result = result }
            : new RunFailed { RunId = RunId, Errors = result.Errors, Result = result });
        _topic.Complete();
        _ended.TrySetResult(result);
    }
}
