using Arrea.Dataflow.Commands;

namespace Arrea.Dataflow.Runtimes;

/// <summary>Runs commands with the versions that a job asks for.</summary>
/// <param name="runner">Runs them.</param>
/// <param name="setup">Sees to the versions.</param>
/// <param name="versions">The versions, at least one.</param>
internal sealed class RuntimeRunner(ICommandRunner runner, RuntimeSetup setup, IReadOnlyList<RuntimeVersion> versions) : ICommandRunner
{
    public async Task<CommandResult> RunAsync(CommandRequest request, CancellationToken cancellationToken = default)
    {
        try
        {
            var (prepared, error) = await setup.PrepareAsync(request, versions, cancellationToken).ConfigureAwait(false);
            return prepared is null ? error!.ToResult() : await runner.RunAsync(prepared, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ended before its start, as a runner says it.
            return new();
        }
    }

    public ValueTask DisposeAsync() => default;
}
