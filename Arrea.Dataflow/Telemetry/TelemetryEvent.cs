namespace Arrea.Dataflow.Telemetry;

/// <summary>One telemetry event, as a handler gets it. It does not change.</summary>
public sealed class TelemetryEvent
{
    internal TelemetryEvent(string name, DateTimeOffset at, IReadOnlyDictionary<string, object?> measurements, IReadOnlyDictionary<string, object?> metadata)
    {
        Name = name;
        At = at;
        Measurements = measurements;
        Metadata = metadata;
    }

    /// <summary>What happened: words with dots between them, such as <c>arrea.worker.completed</c>.</summary>
    public string Name { get; }

    /// <summary>When it happened, in UTC, by the engine's clock.</summary>
    public DateTimeOffset At { get; }

    /// <summary>What was measured. A <c>duration</c> is a <see cref="TimeSpan"/>, a <c>count</c> a <see cref="long"/>. May be empty.</summary>
    public IReadOnlyDictionary<string, object?> Measurements { get; }

    /// <summary>To whom it happened, and how. May be empty.</summary>
    public IReadOnlyDictionary<string, object?> Metadata { get; }

    /// <summary>The measurement <c>duration</c>; null where there is none.</summary>
    public TimeSpan? Duration => Measurements.TryGetValue("duration", out var value) ? value as TimeSpan? : null;

    /// <summary>The name. Never the metadata, which may hold secrets.</summary>
    public override string ToString() => Name;
}
