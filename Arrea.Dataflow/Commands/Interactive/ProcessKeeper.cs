namespace Arrea.Dataflow.Commands.Interactive;

/// <summary>Starts one process after another, as the policy says, until it is stopped or has failed.</summary>
internal sealed class ProcessKeeper(ICommandRunner runner, CommandRequest request, InteractiveOptions options, InteractiveProcess process)
{
    private readonly Lock _gate = new();
    private readonly RestartBudget _budget = new(options);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<InteractiveResult> _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private InteractiveState _state = InteractiveState.Starting;
    private Incarnation? _current;
    private (int Id, long Since)? _process;
    private CommandResult? _lastResult;
    private int _restarts;
    private bool _isStopping;

    public Task<InteractiveResult> Completion => _over.Task;

    public InteractiveState State => Read(static keeper => keeper._state);

    public int? ProcessId => Read(static keeper => keeper._process?.Id);

    public TimeSpan? Uptime => Read(static keeper => keeper._process) is { } process ? options.Clock.GetElapsedTime(process.Since) : null;

    public int Restarts => Read(static keeper => keeper._restarts);

    public CommandResult? LastResult => Read(static keeper => keeper._lastResult);

    /// <summary>The input of the process that there is. Throws when there is none to be written to.</summary>
    public ProcessInput Input
    {
        get
        {
            lock (_gate)
            {
                return _current is not null && _state is InteractiveState.Starting or InteractiveState.Running
                    ? _current!.Input
                    : throw new InvalidOperationException($"The process is {_state}; nothing can be written to it.");
            }
        }
    }

    public void Start() => _ = AttendAsync();

    /// <summary>Begins the end, once.</summary>
    public void BeginStop()
    {
        Incarnation? current;
        lock (_gate)
        {
            if (_isStopping || _state is InteractiveState.Stopped or InteractiveState.Failed)
            {
                return;
            }

            _isStopping = true;
            _state = InteractiveState.Stopping;
            current = _current;
        }

        _ = StopAsync(current);
    }

    private async Task AttendAsync()
    {
        var run = RunAsync();
        await ((Task)run).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _over.SetFromTask(run);
    }

    private async Task<InteractiveResult> RunAsync()
    {
        while (true)
        {
            if (!TryBegin(out var incarnation))
            {
                return Over(InteractiveState.Stopped, "stopped while it waited for a restart");
            }

            var end = await incarnation.RunAsync(runner, Started, _stop.Token).ConfigureAwait(false);
            if (Judge(end, out var delay) is { } over)
            {
                return over;
            }

            await Task.Delay(delay, options.Clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task StopAsync(Incarnation? current)
    {
        if (current is not null)
        {
            // Without a grace the input stays open: a process that ended by itself at once would leave its background behind.
            await current.Input.RefuseAsync(ProcessInput.Stopping).ConfigureAwait(false);
            if (options.InputEndGrace > TimeSpan.Zero)
            {
                await current.Input.CloseAsync(ProcessInput.Stopping).ConfigureAwait(false);
                await ((Task)Completion).WaitAsync(options.InputEndGrace, options.Clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await _stop.CancelAsync().ConfigureAwait(false);
    }

    private bool TryBegin(out Incarnation incarnation)
    {
        incarnation = new(request, options, process);
        lock (_gate)
        {
            if (_isStopping)
            {
                return false;
            }

            _restarts += _state == InteractiveState.Restarting ? 1 : 0;
            _state = InteractiveState.Starting;
            _current = incarnation;
            return true;
        }
    }

    private void Started(int processId)
    {
        lock (_gate)
        {
            _process = (processId, options.Clock.GetTimestamp());
            _state = _state == InteractiveState.Starting ? InteractiveState.Running : _state;
        }
    }

    /// <summary>Decides what follows from the end of a process.</summary>
    /// <returns>The result when it was the last one, else null.</returns>
    private InteractiveResult? Judge(in IncarnationEnd end, out TimeSpan delay)
    {
        delay = default;
        bool isStopping;
        lock (_gate)
        {
            (_current, _process, _lastResult) = (null, null, end.Result ?? _lastResult);
            isStopping = _isStopping;
        }

        var reason = ReasonOf(end);
        if (end.Error is not null)
        {
            return Over(InteractiveState.Failed, reason, end.Result, end.Error);
        }

        if (isStopping)
        {
            return Over(InteractiveState.Stopped, $"stopped: {reason}", end.Result);
        }

        var isRegular = end.Result is { ExitCode: 0 } && !end.IsUnwell;
        if (isRegular && options.Restart != RestartPolicy.Always)
        {
            return Over(InteractiveState.Stopped, reason, end.Result);
        }

        if (options.Restart == RestartPolicy.Never || (end.Result?.StartError is not null && options.Restart != RestartPolicy.Always))
        {
            return Over(InteractiveState.Failed, reason, end.Result);
        }

        if (!_budget.TryTake(out delay))
        {
            return Over(InteractiveState.Failed, $"{options.MaxRestarts} restarts within {options.RestartWindow} are the limit; the last end: {reason}", end.Result);
        }

        lock (_gate)
        {
            _state = _isStopping ? _state : InteractiveState.Restarting;
        }

        return null;
    }

    private InteractiveResult Over(InteractiveState state, string reason, CommandResult? result = null, Exception? error = null)
    {
        lock (_gate)
        {
            _state = state;
            return new() { State = state, Reason = reason, Restarts = _restarts, LastResult = error is null ? result ?? _lastResult : null, Error = error };
        }
    }

    private string ReasonOf(in IncarnationEnd end)
        => end switch
        {
            { Error: { } error } => $"its run failed: {error.Message}",
            { IsUnwell: true } => $"unwell: {options.Health!.Failures} health checks in a row failed",
            { Result.StartError: { } error } => error,
            { Result.Signal: { } signal } => $"signal {signal}",
            { Result.ExitCode: { } code } => $"exit code {code}",
            _ => "its end is not known",
        };

    private T Read<T>(Func<ProcessKeeper, T> value)
    {
        lock (_gate)
        {
            return value(this);
        }
    }
}
