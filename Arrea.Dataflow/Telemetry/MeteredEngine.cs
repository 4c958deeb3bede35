namespace Arrea.Dataflow.Telemetry;

/// <summary>One engine as the metrics see it. What it counts while its telemetry is off is left out for good, so that no number ever falls.</summary>
/// <param name="enabled">Whether its telemetry is on.</param>
/// <param name="counts">Reads what it has counted.</param>
/// <param name="levels">Reads how much it has of everything.</param>
internal sealed class MeteredEngine(Func<bool> enabled, Func<EngineCounts> counts, Func<EngineLevels> levels)
{
    private readonly Lock _gate = new();
    private EngineCounts _seen;
    private EngineCounts _told;
    private volatile bool _wasOn = enabled();

    /// <summary>What the metrics may tell.</summary>
    public EngineCounts Counts
    {
        get
        {
            lock (_gate)
            {
                // What came since the last look belongs to the state of then: who switches has it noticed at once.
                var now = counts();
                _told = _wasOn ? _told.Plus(now.Minus(_seen)) : _told;
                _seen = now;
                _wasOn = enabled();
                return _told;
            }
        }
    }

    public EngineLevels Levels => enabled() ? levels() : default;

    /// <summary>Notices that telemetry was switched. Costs next to nothing when it was not.</summary>
    public void Notice()
    {
        if (enabled() != _wasOn)
        {
            _ = Counts;
        }
    }
}
