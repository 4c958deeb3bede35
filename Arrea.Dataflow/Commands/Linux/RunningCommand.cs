using Arrea.Dataflow.Commands.Native;
using Arrea.Dataflow.Commands.Starting;

namespace Arrea.Dataflow.Commands.Linux;

/// <summary>One command from its start to its end. All but <see cref="Task"/> belongs to the attendant's thread, so there is nothing to lock.</summary>
/// <remarks>It never waits: it tells its attendant what to wait for, and takes a turn when something has come.</remarks>
internal sealed class RunningCommand(RunnerState runner, SpawnPlan plan, ProcessMark mark, OpenedStreams streams, CancellationToken cancellationToken)
{
    /// <summary>Descriptors that one command has watched.</summary>
    public const int Descriptors = 4;

    private const int SignalMask = 0x7F;
    private const int ExitShift = 8;
    private const int ExitMask = 0xFF;

    // The watchdog hears only of commands that last; short ones are known to it by their mark.
    private const int ShortLifeMilliseconds = 20;

    private readonly TaskCompletionSource<CommandResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ExecutionContext? _callersContext = streams.Delivery is null ? null : ExecutionContext.Capture();
    private CommandProcess? _process;
    private CommandOutputs? _outputs;
    private InputFeed? _input;
    private CommandEnding? _ending;
    private CancellationTokenRegistration _onCancel;
    private CancellationTokenRegistration _onKill;
    private CommandResult? _result;
    private int? _status;
    private TimeSpan _cpuTime;
    private long _peakMemory;
    private Exception? _failure;
    private CommandPhase _phase;
    private long _watchdogDue;
    private bool _isWatched;
    private bool _isHeld;

    /// <summary>How the command ended. Continuations never run on the attendant's thread.</summary>
    public Task<CommandResult> Task => _completion.Task;

    /// <summary>The process; only while it runs.</summary>
    public int ProcessId => _process!.Id;

    /// <summary>Whether nothing is left to wait for.</summary>
    public bool IsOver => _phase == CommandPhase.Over;

    /// <summary>Starts the command. Never throws.</summary>
    /// <param name="wake">Brings the attendant to its next turn.</param>
    /// <returns>Whether it runs.</returns>
    public bool Start(WakeUp wake)
    {
        try
        {
            // Before the start, so that nothing is left running if a token's source is disposed of.
            _onCancel = cancellationToken.UnsafeRegister(static wake => ((WakeUp)wake!).Signal(), wake);
            _onKill = plan.Request.KillNow.UnsafeRegister(static wake => ((WakeUp)wake!).Signal(), wake);
            if (cancellationToken.IsCancellationRequested)
            {
                return false;
            }

            _result = StartProcess(wake)?.ToResult();
            return _result is null;
        }
        catch (Exception error) when (Fail(error))
        {
            Abandon();
            return false;
        }
    }

    /// <summary>Says what to wait for.</summary>
    /// <returns>The most milliseconds to wait; -1 for no bound.</returns>
    public int Watch(Span<Libc.PollEntry> entries)
    {
        entries[0] = new(_outputs!.OutputDescriptor, Libc.PollIn);
        entries[1] = new(_outputs.ErrorDescriptor, Libc.PollIn);
        entries[2] = new(_process!.Descriptor, Libc.PollIn);
        entries[3] = new(_input?.Descriptor ?? -1, Libc.PollOut);
        var now = Environment.TickCount64;
        var wait = _phase switch
        {
            CommandPhase.Running when !_isWatched => (int)Math.Max(_watchdogDue - now, 0),
            CommandPhase.Draining or CommandPhase.LastDraining => _outputs.NextWait(now),
            CommandPhase.Ending => _ending!.NextWait(now),
            _ => Timeout.Infinite,
        };
        return wait < 0 ? _process.LongestWait
            : _process.LongestWait < 0 ? wait
            : Math.Min(wait, _process.LongestWait);
    }

    /// <summary>Deals with what has come. Never throws.</summary>
    public void Turn(ReadOnlySpan<Libc.PollEntry> entries, ProcessTables processes)
    {
        try
        {
            _outputs!.Take(entries[0], entries[1]);
            _input?.Turn(entries[3].Returned != 0);
            _process!.Look(entries[2].Returned != 0);
            if ((_outputs.Failure ?? _input?.Failure) is { } failed)
            {
                Fail(failed);
            }

            while (Advance(processes))
            {
            }
        }
        catch (Exception error) when (Fail(error))
        {
            Abandon();
        }
    }

    /// <summary>Sends a signal to the command's group, if it is one of this runner's.</summary>
    public void Signal(RunnerState owner, int signal)
    {
        if (owner == runner)
        {
            // To a session that has no terminal's shell above it, the system does not pass a stop on.
            var leadsSession = plan.Request is { NewSession: true } or { Terminal: not null };
            _ = Libc.SendSignal(-ProcessId, signal == Libc.TerminalStop && leadsSession ? Libc.Stop : signal);
        }
    }

    /// <summary>Gives the process back, and whatever has to do with it. Nobody knows yet that the command is over. Never throws.</summary>
    public void Release()
    {
        try
        {
            _onCancel.Dispose();
            _onKill.Dispose();
            _input?.Dispose();
            if (_process is not null)
            {
                // The watchdog forgets the group before its number is free for others.
                if (_isWatched)
                {
                    runner.Watchdog.Remove(_process.Id);
                }

                _status = _process.Reap(out _cpuTime, out _peakMemory);
            }

            if (_outputs is null)
            {
                // It did not start. What is only opened has nothing to wait for.
                _ = streams.CloseAsync();
            }
        }
        catch (Exception error) when (Fail(error))
        {
            // It is what the run fails with.
        }

        plan.Dispose();
        runner.Watchdog.Leave();
        InheritedEnvironment.Leave();
    }

    /// <summary>Tells whoever waits: last, so that they find everything given back. A long output becomes text on the thread pool, since others wait here. Never throws.</summary>
    public void Complete()
    {
        if (_outputs is { IsLong: true })
        {
            ThreadPool.UnsafeQueueUserWorkItem(static command => command.CompleteHere(), this, preferLocal: false);
        }
        else
        {
            CompleteHere();
        }
    }

    private void CompleteHere()
    {
        try
        {
            _result ??= _process is null ? new() : ToResult();
        }
        catch (Exception error) when (Fail(error))
        {
            // It is what the run fails with.
        }

        _outputs?.Dispose();
        if (_failure is not null)
        {
            _completion.SetException(_failure);
        }
        else
        {
            _completion.SetResult(_result!);
        }
    }

    private StartError? StartProcess(WakeUp wake)
    {
        runner.Watchdog.Ensure();
        using var pipes = new StandardPipes();
        var error = pipes.Open(plan.Request, streams.Input);
        var pid = 0;
        if ((error != 0 ? StartFailure.OfSystem(error) : CommandSpawn.Start(plan, pipes, out pid)) is { } startError)
        {
            return startError;
        }

        _process = new(pid, runner.UsePidfd);
        _outputs = new(plan.Request, pipes, streams.Delivery, wake, _callersContext);
        _input = InputFeed.Open(pipes, streams.Input, wake);
        _watchdogDue = Environment.TickCount64 + ShortLifeMilliseconds;
        _outputs.ShowStart(pid);
        return null;
    }

    private CommandResult ToResult()
    {
        var signal = _status & SignalMask;
        return new()
        {
            ExitCode = signal == 0 ? (_status >> ExitShift) & ExitMask : null,
            Signal = signal > 0 ? signal : null,
            CpuTime = _status is null ? null : _cpuTime,
            PeakMemory = _status is null ? null : _peakMemory,
            StandardOutput = _outputs?.OutputText ?? "",
            StandardError = _outputs?.ErrorText ?? "",
            OutputTruncated = _outputs?.IsTruncated ?? false,
            OutputHeld = _isHeld,
        };
    }

    /// <summary>Goes on to the next phase if this one is done.</summary>
    /// <returns>Whether it was.</returns>
    private bool Advance(ProcessTables processes)
    {
        var before = _phase;
        var now = Environment.TickCount64;
        if (_phase is CommandPhase.Running or CommandPhase.Draining && (cancellationToken.IsCancellationRequested || _failure is not null))
        {
            _ending = new(ProcessId, mark, plan.Request, runner);
            _ending.Begin(now, processes);
            _phase = CommandPhase.Ending;
        }

        switch (_phase)
        {
            case CommandPhase.Running when _process!.HasExited:
                _outputs!.BeginDrain(now);
                _phase = CommandPhase.Draining;
                break;
            case CommandPhase.Running when !_isWatched && now >= _watchdogDue:
                _isWatched = true;
                runner.Watchdog.Add(_process.Id);
                break;
            case CommandPhase.Draining or CommandPhase.LastDraining when _outputs!.TryDrain(now):
                _isHeld = _outputs.IsOpen;
                _phase = CommandPhase.Closing;
                break;
            case CommandPhase.Ending when _ending!.Advance(now, _process!.HasExited, processes):
                _outputs!.BeginDrain(now);
                _phase = CommandPhase.LastDraining;
                break;
            case CommandPhase.Closing when _outputs!.TryClose():
                // The last piece may have been the one that somebody could not take.
                _failure ??= _outputs.Failure;
                _phase = CommandPhase.Over;
                break;
        }

        return _phase != before && _phase != CommandPhase.Over;
    }

    /// <summary>Something went wrong on our side: the processes are killed, and the rest is left to itself.</summary>
    private void Abandon()
    {
        if (_process is not null)
        {
            _ = Libc.SendSignal(-_process.Id, Libc.Kill);
            _process.Look(isReady: true);
        }

        _phase = CommandPhase.Over;
    }

    // The first failure is the one to report.
    private bool Fail(Exception error)
    {
        _failure ??= error;
        return true;
    }
}
