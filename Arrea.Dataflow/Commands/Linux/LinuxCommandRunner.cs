namespace Arrea.Dataflow.Commands.Linux;

/// <summary>Runs commands on Linux with <c>posix_spawn</c>: each in its own process group, with default signals and no inherited descriptors.</summary>
internal sealed class LinuxCommandRunner : ICommandRunner
{
    private readonly bool _usePidfd;

    /// <summary>A runner that learns of exits from the kernel.</summary>
    public LinuxCommandRunner()
        : this(usePidfd: true)
    {
    }

    /// <summary>A runner that can be kept from using process descriptors, as on kernels before 5.3.</summary>
    internal LinuxCommandRunner(bool usePidfd) => _usePidfd = usePidfd;

    /// <inheritdoc/>
    public Task<CommandResult> RunAsync(CommandRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.ThrowIfInvalid();
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromResult(new CommandResult());
        }

        var command = new RunningCommand(request, _usePidfd, cancellationToken);
        CommandThread.Run(command);
        return command.Task;
    }
}
