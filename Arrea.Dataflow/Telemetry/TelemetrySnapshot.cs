namespace Arrea.Dataflow.Telemetry;

/// <summary>How often each telemetry event has happened since the counting began.</summary>
public sealed class TelemetrySnapshot
{
    internal TelemetrySnapshot(DateTimeOffset? since, IReadOnlyDictionary<string, long> events)
    {
        Since = since;
        Events = events;
    }

    /// <summary>When <see cref="EngineTelemetry.Setup"/> began the counting, in UTC; null when it was not called.</summary>
    public DateTimeOffset? Since { get; }

    /// <summary>The counts by name: every event of the catalogue, 0 included, and those of your own that happened.</summary>
    public IReadOnlyDictionary<string, long> Events { get; }

    /// <summary>How often an event has happened, or all those whose names go on from a name: <c>arrea.worker</c> counts the four of workers.</summary>
    /// <param name="nameOrPrefix">The name, or its first words.</param>
    /// <returns>The sum; 0 for a name that is not known.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="nameOrPrefix"/> is null.</exception>
    public long Count(string nameOrPrefix)
    {
        ArgumentNullException.ThrowIfNull(nameOrPrefix);
        return Events.Where(pair => TelemetryName.Covers(nameOrPrefix, pair.Key)).Sum(static pair => pair.Value);
    }
}
