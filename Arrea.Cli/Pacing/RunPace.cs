using Arrea.Cli.Arguments;
using Arrea.Dataflow.Protection;

namespace Arrea.Cli.Pacing;

/// <summary>What the attempts of a run pass before they start.</summary>
internal sealed class RunPace : IDisposable
{
    private readonly RateLimiter? _rate;
    private readonly MachineGate? _gate;

    public RunPace(PaceOptions options)
    {
        _rate = options.Rate is { } rate ? new RateLimiter(rate) : null;
        _gate = options.AsksMachine ? new MachineGate(options, MachineLoad.RunningProcesses, MachineLoad.AvailableMemory, TimeProvider.System) : null;
    }

    /// <summary>For the batch; null when nothing was asked for.</summary>
    public AttemptProtection? Protection => _rate is null && _gate is null ? null : new AttemptProtection
    {
        Gate = _gate is null ? null : _gate.PassAsync,
        RateLimiter = _rate,
    };

    public void Dispose() => _rate?.Dispose();
}
