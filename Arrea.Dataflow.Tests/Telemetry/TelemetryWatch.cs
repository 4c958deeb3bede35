using System.Collections.Concurrent;
using Arrea.Dataflow.Telemetry;

namespace Arrea.Dataflow.Tests.Telemetry;

/// <summary>Keeps every telemetry event of an engine.</summary>
internal sealed class TelemetryWatch
{
    private readonly ConcurrentQueue<TelemetryEvent> _events = new();

    public IReadOnlyList<TelemetryEvent> All => [.. _events];

    public IEnumerable<string> Names => All.Select(static e => e.Name);

    public void Handle(TelemetryEvent telemetryEvent) => _events.Enqueue(telemetryEvent);

    public IReadOnlyList<TelemetryEvent> Named(string name) => [.. All.Where(e => e.Name == name)];

    public TelemetryEvent Only(string name) => All.Single(e => e.Name == name);
}
