namespace Arrea.Dataflow.Commands.Linux;

/// <summary>Runs commands on Linux with <c>posix_spawn</c>: each in its own process group, with default signals and no inherited descriptors.</summary>
internal sealed class LinuxCommandRunner : ICommandRunner, ISignalTarget, IAsyncDisposable
{
    private volatile int _endSignal;

    /// <summary>A runner that learns of exits from the kernel.</summary>
    public LinuxCommandRunner()
        : this(usePidfd: true)
    {
    }

    /// <summary>A runner that can be kept from using process descriptors, as on kernels before 5.3.</summary>
    internal LinuxCommandRunner(bool usePidfd) => UsePidfd = usePidfd;

    /// <summary>Ends the commands should this program be killed.</summary>
    public Watchdog Watchdog { get; } = new();

    /// <summary>Whether exits are learnt from the kernel.</summary>
    public bool UsePidfd { get; }

    /// <inheritdoc/>
    public int? EndSignal
    {
        get => _endSignal is > 0 and var signal ? signal : null;
        set => _endSignal = value ?? 0;
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
        var command = new RunningCommand(this, request, cancellationToken);
        if (Attendant.Attend(command) is { } refused)
        {
            InheritedEnvironment.Leave();
            return Task.FromResult(refused.ToResult());
        }

        return command.Task;
    }

    /// <inheritdoc/>
    public void SignalAll(int signal) => Attendant.SignalAll(this, signal);

    /// <summary>Ends the watchdog. Commands that still run go on without one.</summary>
    public ValueTask DisposeAsync()
    {
        Watchdog.Dispose();
        return default;
    }
}
