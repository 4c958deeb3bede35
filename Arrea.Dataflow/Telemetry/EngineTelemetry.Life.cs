using System.Diagnostics;

namespace Arrea.Dataflow.Telemetry;

/// <summary>The engine's own beginning and end, and its counts in the metrics.</summary>
public sealed partial class EngineTelemetry
{
    private readonly Executions _executions = new();
    private MeteredEngine? _metered;

    /// <summary>What is current where this is asked; null when telemetry is off.</summary>
    internal Activity? Caller => _enabled() ? Activity.Current : null;

    /// <summary>The engine is there.</summary>
    /// <param name="maxWorkers">Its workers.</param>
    /// <param name="counts">Reads what it has counted.</param>
    /// <param name="levels">Reads how much it has of everything.</param>
    internal void Begin(int maxWorkers, Func<EngineCounts> counts, Func<EngineLevels> levels)
    {
        _metered = new MeteredEngine(_enabled, counts, levels);
        MeteredEngines.Add(_metered);
        Raise(TelemetryCatalogue.SystemStarted, Facts.None, ("max_workers", maxWorkers));
    }

    /// <summary>An execution of a single job begins, and ends with the disposal.</summary>
    internal Executions.Execution BeginExecution() => _executions.Begin();

    /// <summary>The engine is disposed, and nothing of it runs any more. Called once.</summary>
    internal async Task EndAsync()
    {
        await _executions.NoneAsync().ConfigureAwait(false);
        if (_metered is { } metered)
        {
            MeteredEngines.Remove(metered);
        }

        if (Wants(TelemetryCatalogue.SystemStopped))
        {
            Raise(TelemetryCatalogue.SystemStopped, Lasted(_time.GetElapsedTime(_made)));
        }

        _hub.Close();
    }

    /// <summary>Looks whether telemetry was switched, so that the counts know where to stop.</summary>
    internal void NoticeSwitch() => _metered?.Notice();
}
