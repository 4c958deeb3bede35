using Arrea.Dataflow.Commands.Starting;

namespace Arrea.Dataflow.Commands.Linux;

/// <summary>Runs commands on Linux with <c>posix_spawn</c>: each in its own process group, with default signals and no inherited descriptors.</summary>
internal sealed class LinuxCommandRunner : ICommandRunner, ISignalTarget
{
    private readonly RunnerState _state;

    /// <summary>A runner that learns of exits from the kernel.</summary>
    public LinuxCommandRunner()
        : this(usePidfd: true)
    {
    }

    /// <summary>A runner that can be kept from using process descriptors, as on kernels before 5.3.</summary>
    internal LinuxCommandRunner(bool usePidfd) => _state = new(usePidfd);

    /// <inheritdoc/>
    public int? EndSignal
    {
        get => _state.EndSignal;
        set => _state.EndSignal = value;
    }

    /// <inheritdoc/>
    public Task<CommandResult> RunAsync(CommandRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.ThrowIfInvalid();
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromResult(new CommandResult());
        }

        InheritedEnvironment.Enter();
        var mark = _state.Watchdog.Enter();
        try
        {
            return SpawnPlan.Make(request, mark, out var refused) is not { } plan ? Task.FromResult(Leave(refused!))
                : request.HasForeignStreams ? OpenAndRunAsync(plan, mark, cancellationToken)
                : Run(plan, mark, cancellationToken);
        }
        catch (Exception error) when (Leave(error))
        {
            return Task.FromException<CommandResult>(error);
        }
    }

    /// <inheritdoc/>
    public void SignalAll(int signal) => Attendant.SignalAll(_state, signal);

    /// <summary>Ends the watchdog. Commands that still run go on without one.</summary>
    public ValueTask DisposeAsync()
    {
        _state.Watchdog.Dispose();
        return default;
    }

    private Task<CommandResult> Run(SpawnPlan plan, ProcessMark mark, CancellationToken cancellationToken)
        => OpenedStreams.Open(plan.Request, out var streams) is { } refused ? Task.FromResult(Refuse(plan, streams, refused))
            : Attend(plan, mark, streams, cancellationToken);

    /// <summary>Opens files and streams on the thread pool: that may take its time (a named pipe waits for its other end), and runs code of the user's.</summary>
    private async Task<CommandResult> OpenAndRunAsync(SpawnPlan plan, ProcessMark mark, CancellationToken cancellationToken)
    {
        var opening = Task.Run(() => (OpenedStreams.Open(plan.Request, out var opened), opened), CancellationToken.None);
        try
        {
            var (refused, streams) = await opening.WaitAsync(cancellationToken).ConfigureAwait(false);
            return refused is null ? await Attend(plan, mark, streams, cancellationToken).ConfigureAwait(false) : Refuse(plan, streams, refused);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && !opening.IsCompletedSuccessfully)
        {
            _ = CloseLaterAsync(opening);
            plan.Dispose();
            Leave();
            return new();
        }
    }

    private static async Task CloseLaterAsync(Task<(StartError?, OpenedStreams Streams)> opening)
    {
        var (_, streams) = await opening.ConfigureAwait(false);
        await streams.CloseAsync().ConfigureAwait(false);
    }

    private Task<CommandResult> Attend(SpawnPlan plan, ProcessMark mark, in OpenedStreams streams, CancellationToken cancellationToken)
    {
        var command = new RunningCommand(_state, plan, mark, streams, cancellationToken);
        return Attendant.Attend(command) is { } refused ? Task.FromResult(Refuse(plan, streams, refused)) : command.Task;
    }

    private CommandResult Refuse(SpawnPlan plan, in OpenedStreams streams, StartError refused)
    {
        // What is only opened has nothing to wait for.
        _ = streams.CloseAsync();
        plan.Dispose();
        return Leave(refused);
    }

    private CommandResult Leave(StartError refused)
    {
        Leave();
        return refused.ToResult();
    }

    private bool Leave(Exception error)
    {
        Leave();
        return error is not null;
    }

    private void Leave()
    {
        _state.Watchdog.Leave();
        InheritedEnvironment.Leave();
    }
}
