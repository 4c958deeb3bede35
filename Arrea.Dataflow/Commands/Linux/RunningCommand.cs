using System.Buffers;
using Arrea.Dataflow.Commands.Native;
using Arrea.Dataflow.Commands.Starting;

namespace Arrea.Dataflow.Commands.Linux;

/// <summary>One command from its start to its end, on the thread that is its own.</summary>
/// <remarks>
/// The thread waits in <c>poll</c> for whatever comes first: output, room for input, the command's exit, or somebody who wants it ended.
/// Everything but <see cref="Task"/> and the wake-up belongs to that thread alone, so there is nothing to lock.
/// </remarks>
internal sealed class RunningCommand(CommandRequest request, bool usePidfd, CancellationToken cancellationToken) : IDisposable
{
    private const int BufferSize = 64 * 1024;
    private const int DrainIdle = 50;
    private const int DrainLimit = 250;
    private const int LongestPause = 50;

    private readonly TaskCompletionSource<CommandResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CommandProcess? _process;
    private OutputPipe? _output;
    private OutputPipe? _error;
    private InputFeed? _input;
    private WakeUp? _wake;
    private GroupEnding? _ending;
    private HandlerCalls? _handling;
    private Exception? _failure;
    private byte[] _buffer = [];

    private ExecutionContext? CallersContext { get; } = request.OnOutput is null ? null : ExecutionContext.Capture();

    /// <summary>How the command ended. Continuations never run on the command's thread.</summary>
    public Task<CommandResult> Task => _completion.Task;

    /// <summary>Runs the command. Never throws.</summary>
    public void Run()
    {
        // The handler sees the caller's context, and what it leaves behind does not reach the thread's next command.
        if (CallersContext is null)
        {
            RunHere();
        }
        else
        {
            ExecutionContext.Run(CallersContext, static command => ((RunningCommand)command!).RunHere(), this);
        }
    }

    /// <summary>Ends it before it has begun.</summary>
    public void Refuse(string startError) => _completion.SetResult(new() { StartError = startError });

    /// <summary>Gives back everything the command held. The command does it itself when it ends.</summary>
    public void Dispose()
    {
        _input?.Dispose();
        _output?.Dispose();
        _error?.Dispose();
        _process?.Dispose();
        _wake?.Dispose();
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }
    }

    private void RunHere()
    {
        CommandResult? result = null;
        InheritedEnvironment.Enter();
        try
        {
            result = cancellationToken.IsCancellationRequested ? new()
                : Start() is { } startError ? startError.ToResult()
                : Attend();
        }
        catch (Exception error) when (Fail(error))
        {
            _process?.Abandon();
        }
        finally
        {
            Dispose();
            InheritedEnvironment.Leave();
        }

        // Last, so that whoever waits finds every descriptor given back.
        if (_failure is not null)
        {
            _completion.SetException(_failure);
        }
        else
        {
            _completion.SetResult(result!);
        }
    }

    private StartError? Start()
    {
        using var pipes = new StandardPipes();
        var error = 0;
        if (cancellationToken.CanBeCanceled || request.OnOutput is not null)
        {
            _wake = WakeUp.Open(out error);
        }

        error = error != 0 ? error : pipes.Open(request.StandardInput is not null);
        if (error != 0)
        {
            return StartFailure.Explain(error, request, launch: null);
        }

        if (CommandSpawn.Start(request, pipes, out var pid) is { } startError)
        {
            return startError;
        }

        _process = new(pid, usePidfd);
        _ending = new(pid, request.KillGrace, cancellationToken, request.KillNow);
        _handling = request.OnOutput is { } handler ? new(handler, _wake!, _ending) : null;
        _output = new(OutputStream.StandardOutput, pipes.TakeOutput(), request.MaxCapturedBytes);
        _error = new(OutputStream.StandardError, pipes.TakeError(), request.MaxCapturedBytes);
        _input = request.StandardInput is { } input ? new(pipes.TakeInput(), input.ToString()) : null;
        return null;
    }

    private CommandResult Attend()
    {
        using var onCancel = WakeOn(cancellationToken);
        using var onKill = WakeOn(request.KillNow);
        _ending!.Advance();
        while (!_process!.HasExited && !_ending.IsHopeless)
        {
            Turn(_ending.NextStep);
        }

        var held = !_ending.HasBegun && Drain();
        if (_ending.HasBegun)
        {
            EndGroup();
            held = Drain();
        }

        ShowCarried(_output!);
        ShowCarried(_error!);
        var (exitCode, signal) = _process.Reap();
        return new()
        {
            ExitCode = exitCode,
            Signal = signal,
            StandardOutput = _output!.Capture.ToText(),
            StandardError = _error!.Capture.ToText(),
            OutputTruncated = _output.Capture.IsTruncated || _error.Capture.IsTruncated,
            OutputHeld = held,
        };
    }

    /// <summary>Waits until something is ready or the time is up, and deals with what is ready.</summary>
    /// <returns>Whether anything was.</returns>
    private unsafe bool Turn(int timeout)
    {
        const int Entries = 5;
        var entries = stackalloc Libc.PollEntry[Entries]
        {
            new(_output!.Descriptor, Libc.PollIn),
            new(_error!.Descriptor, Libc.PollIn),
            new(_process!.Descriptor, Libc.PollIn),
            new(_wake?.Descriptor ?? -1, Libc.PollIn),
            new(_input?.Descriptor ?? -1, Libc.PollOut),
        };
        var ready = Libc.Poll(entries, Entries, _process.LimitWait(timeout));

        // A signal to this process cuts a wait short; that is not the silence that a caller may be waiting for.
        if (ready < 0)
        {
            return true;
        }

        if (entries[3].Returned != 0)
        {
            _wake!.Clear();
        }

        Take(_output, entries[0].Returned);
        Take(_error, entries[1].Returned);
        if (entries[4].Returned != 0)
        {
            _input!.Write();
        }

        _process.Look(entries[2].Returned != 0);
        _ending!.Advance();
        return ready > 0;
    }

    private void Take(OutputPipe pipe, short returned)
    {
        if (returned == 0)
        {
            return;
        }

        if (_buffer.Length == 0)
        {
            _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        }

        // Without the flag for input only the hang-up is left: the end, with nothing to read.
        Show(pipe, (returned & Libc.PollIn) != 0 ? pipe.Read(_buffer) : pipe.End(_buffer));
    }

    private void ShowCarried(OutputPipe pipe)
    {
        if (_buffer.Length > 0)
        {
            Show(pipe, pipe.TakeCarry(_buffer));
        }
    }

    private void Show(OutputPipe pipe, ReadOnlyMemory<byte> piece)
    {
        if (piece.IsEmpty || _handling is null || _failure is not null)
        {
            return;
        }

        try
        {
            _handling.Show(pipe.Stream, piece);
        }
        catch (Exception error) when (Fail(error))
        {
            _ending!.Begin();
        }
    }

    /// <summary>Reads what the command left in its pipes when it ended. A pipe may stay open: a process in the background can hold it for ever.</summary>
    /// <returns>Whether one was still held.</returns>
    private bool Drain()
    {
        var owed = (Output: _output!.Capture.TotalBytes + _output.Waiting, Error: _error!.Capture.TotalBytes + _error.Waiting);
        var limit = long.MaxValue;
        var wasBegun = _ending!.HasBegun;
        while (_output.IsOpen || _error.IsOpen)
        {
            // What was written before the end is read whatever it takes; only what comes later is up against the clock.
            var isPaid = _output.Capture.TotalBytes >= owed.Output && _error.Capture.TotalBytes >= owed.Error;
            if (isPaid && limit == long.MaxValue)
            {
                limit = Environment.TickCount64 + DrainLimit;
            }

            var left = limit - Environment.TickCount64;
            if (left <= 0 || (!Turn((int)Math.Min(left, DrainIdle)) && isPaid) || wasBegun != _ending.HasBegun)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Sees to it that nobody is left in the group. The leader is dead but not reaped, so the group's number is still ours.</summary>
    private void EndGroup()
    {
        WaitUntilEmpty();
        if (!_ending!.HasKilled)
        {
            // A process that forked while we looked may have been overlooked; a signal to the group overlooks nobody.
            _ending.Kill();
            WaitUntilEmpty();
        }
    }

    private void WaitUntilEmpty()
    {
        for (var pause = 1; !_ending!.IsHopeless && ProcessGroup.HasLivingMember(_process!.Id); pause = Math.Min(2 * pause, LongestPause))
        {
            var wasKilled = _ending.HasKilled;
            Turn(Math.Min(pause, _ending.NextStep));
            if (wasKilled != _ending.HasKilled)
            {
                pause = 1;
            }
        }
    }

    private CancellationTokenRegistration WakeOn(CancellationToken token)
        => _wake is null ? default : token.UnsafeRegister(static wake => ((WakeUp)wake!).Signal(), _wake);

    // The first failure is the one to report.
    private bool Fail(Exception error)
    {
        _failure ??= error;
        return true;
    }
}
