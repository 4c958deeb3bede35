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
        return cancellationToken.IsCancellationRequested ? Task.FromResult(new CommandResult())
            : request.HasForeignStreams ? OpenAndRunAsync(request, cancellationToken)
            : OpenedStreams.Open(request, out var streams) is { } refused ? Task.FromResult(refused.ToResult())
            : RunAsync(request, streams, cancellationToken);
    }

    /// <inheritdoc/>
    public void SignalAll(int signal) => Attendant.SignalAll(_state, signal);

    /// <summary>Ends the watchdog. Commands that still run go on without one.</summary>
    public ValueTask DisposeAsync()
    {
        _state.Watchdog.Dispose();
        return default;
    }

    /// <summary>Opens files and streams on the thread pool: that may take its time, and runs code of the user's.</summary>
    private async Task<CommandResult> OpenAndRunAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var (refused, streams) = await Task.Run(() => (OpenedStreams.Open(request, out var opened), opened), CancellationToken.None).ConfigureAwait(false);
        return refused?.ToResult() ?? await RunAsync(request, streams, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<CommandResult> RefuseAsync(OpenedStreams streams, StartError refused)
    {
        await streams.CloseAsync().ConfigureAwait(false);
        return refused.ToResult();
    }

    private Task<CommandResult> RunAsync(CommandRequest request, in OpenedStreams streams, CancellationToken cancellationToken)
    {
        InheritedEnvironment.Enter();
        var command = new RunningCommand(_state, request, streams, cancellationToken);
        if (Attendant.Attend(command) is not { } refused)
        {
            return command.Task;
        }

        InheritedEnvironment.Leave();
        return RefuseAsync(streams, refused);
    }
}
