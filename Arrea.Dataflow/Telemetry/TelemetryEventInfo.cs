namespace Arrea.Dataflow.Telemetry;

/// <summary>What the catalogue says of one telemetry event.</summary>
public sealed class TelemetryEventInfo
{
    internal TelemetryEventInfo(string name, string when, string[] measurements, string[] metadata, string counterpart)
    {
        Name = name;
        When = when;
        Measurements = measurements;
        Metadata = metadata;
        Counterpart = counterpart;
    }

    /// <summary>The name, such as <c>arrea.worker.completed</c>.</summary>
    public string Name { get; }

    /// <summary>When it happens: a sentence.</summary>
    public string When { get; }

    /// <summary>The names of its measurements.</summary>
    public IReadOnlyList<string> Measurements { get; }

    /// <summary>The names of its metadata. One that does not apply to a case is null there.</summary>
    public IReadOnlyList<string> Metadata { get; }

    /// <summary>What else tells the same: an event of <c>ArreaEngine.Events</c>, a span, a metric; a dash where there is nothing.</summary>
    public string Counterpart { get; }

    /// <summary>Its bit in a set of events.</summary>
    internal ulong Bit { get; init; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
