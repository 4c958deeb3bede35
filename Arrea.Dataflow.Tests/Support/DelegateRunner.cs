using Arrea.Dataflow.Commands;

namespace Arrea.Dataflow.Tests.Support;

/// <summary>A runner that does what the test says.</summary>
internal sealed class DelegateRunner(Func<CommandRequest, CancellationToken, Task<CommandResult>> run) : ICommandRunner
{
    public int Runs { get; private set; }

    public Task<CommandResult> RunAsync(CommandRequest request, CancellationToken cancellationToken = default)
    {
        Runs++;
        return run(request, cancellationToken);
    }

    public ValueTask DisposeAsync() => default;
}
