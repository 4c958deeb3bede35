namespace Arrea.Dataflow.Commands.Interactive;

/// <summary>The interactive processes of an engine, which end with it.</summary>
/// <param name="owner">The engine, as an error names it.</param>
internal sealed class InteractiveProcesses(object owner) : IAsyncDisposable
{
    private readonly HashSet<InteractiveProcess> _living = [];
    private bool _isDisposed;

    /// <summary>Starts one.</summary>
    /// <exception cref="ObjectDisposedException">They have been ended.</exception>
    public InteractiveProcess Start(ICommandRunner runner, CommandRequest request, InteractiveOptions? options)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed), owner);
        var process = InteractiveProcess.Start(runner, request, options);
        bool isTooLate;
        lock (_living)
        {
            isTooLate = _isDisposed || !_living.Add(process);
        }

        if (isTooLate)
        {
            _ = process.StopAsync();
            throw new ObjectDisposedException(owner.ToString());
        }

        _ = ForgetAsync(process);
        return process;
    }

    public async ValueTask DisposeAsync()
    {
        InteractiveProcess[] living;
        lock (_living)
        {
            _isDisposed = true;
            living = [.. _living];
        }

        await Task.WhenAll(living.Select(static process => process.StopAsync())).ConfigureAwait(false);
    }

    private async Task ForgetAsync(InteractiveProcess process)
    {
        await process.Completion.ConfigureAwait(false);
        lock (_living)
        {
            _living.Remove(process);
        }
    }
}
