using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Arrea.Dataflow;

/// <summary>Makes the engine as the host starts, and ends it as the host stops.</summary>
/// <param name="services">The host's services.</param>
internal sealed class EngineHostService(IServiceProvider services) : IHostedService
{
    private ArreaEngine? _engine;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _engine = services.GetRequiredService<ArreaEngine>();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_engine is not { } engine)
        {
            return;
        }

        var end = engine.DisposeAsync().AsTask();
        try
        {
            await end.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The disposal of the host waits for the rest, which is short now.
            engine.Logger.StopCutShort();
            engine.SkipKillGrace();
        }
    }
}
