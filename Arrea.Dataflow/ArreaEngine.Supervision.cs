using Arrea.Dataflow.Supervision;

namespace Arrea.Dataflow;

/// <summary>Whether the engine works, and what keeps it going.</summary>
public sealed partial class ArreaEngine
{
    /// <summary>Keeps the parts of the engine going, and takes in parts of yours: a poller, a feeder of batches.</summary>
    public Supervisor Supervisor { get; }

    /// <summary>Whether the engine takes in work.</summary>
    public EngineState State => Supervisor.State;

    /// <summary>Why the engine has stopped, or is stopping, by itself; null when it has not.</summary>
    public EngineFailure? Failure => Supervisor.Failure;

    /// <summary>Refuses work from now on, interrupts every batch and stops every interactive process.</summary>
    /// <param name="refusal">What a caller gets who brings more work.</param>
    private Task EndWorkAsync(Func<Exception> refusal)
        => Task.WhenAll(Workers.StopAsync(refusal), Leader.StopAsync(refusal), _interactive.DisposeAsync().AsTask());

    private Supervisor Supervise(ArreaEngineOptions options, QuietLogger logger)
    {
        var supervisor = new Supervisor(new SupervisionHost
        {
            Time = options.TimeProvider,
            Events = _events,
            Logger = logger,
            RestartLimit = () => Config.Current.RestartLimit,
            RestartWindow = options.RestartWindow,
            AbandonAfter = options.AbandonAfter,
            EndWork = failure => EndWorkAsync(() => new EngineStoppedException(failure)),
        });
        supervisor.AddOwn("sweep", Beat.Every(Batches.Leader.SweepInterval, options.TimeProvider, Leader.Sweep));
        return supervisor;
    }

    private void ThrowIfStopped()
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed), this);
        if (Failure is { } failure)
        {
            throw new EngineStoppedException(failure);
        }
    }
}
