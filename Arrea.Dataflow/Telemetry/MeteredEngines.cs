namespace Arrea.Dataflow.Telemetry;

/// <summary>The engines of this process, as the metrics add them up. An engine's counts stay when it goes.</summary>
internal static class MeteredEngines
{
    private static readonly Lock Gate = new();
    private static readonly List<MeteredEngine> Engines = [];
    private static EngineCounts _ofTheGone;

    public static EngineCounts Counts
    {
        get
        {
            lock (Gate)
            {
                return Engines.Aggregate(_ofTheGone, static (sum, engine) => sum.Plus(engine.Counts));
            }
        }
    }

    public static EngineLevels Levels
    {
        get
        {
            lock (Gate)
            {
                return Engines.Aggregate(default(EngineLevels), static (sum, engine) => sum.Plus(engine.Levels));
            }
        }
    }

    public static void Add(MeteredEngine engine)
    {
        lock (Gate)
        {
            Engines.Add(engine);
        }
    }

    /// <summary>Takes an engine out that counts no more. A second time nothing happens.</summary>
    public static void Remove(MeteredEngine engine)
    {
        lock (Gate)
        {
            if (Engines.Remove(engine))
            {
                _ofTheGone = _ofTheGone.Plus(engine.Counts);
            }
        }
    }
}
