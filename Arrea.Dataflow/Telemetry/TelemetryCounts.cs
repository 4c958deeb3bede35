using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Arrea.Dataflow.Telemetry;

/// <summary>Counts telemetry events by name.</summary>
/// <param name="since">When it began.</param>
internal sealed class TelemetryCounts(DateTimeOffset since)
{
    private readonly ConcurrentDictionary<string, StrongBox<long>> _counts = new(StringComparer.Ordinal);

    public void Add(TelemetryEvent telemetryEvent)
        => Interlocked.Increment(ref _counts.GetOrAdd(telemetryEvent.Name, static _ => new StrongBox<long>()).Value);

    public TelemetrySnapshot Read()
    {
        var events = TelemetryCatalogue.All.ToDictionary(static entry => entry.Name, static _ => 0L, StringComparer.Ordinal);
        foreach (var (name, count) in _counts)
        {
            events[name] = Interlocked.Read(ref count.Value);
        }

        return new TelemetrySnapshot(since, events.AsReadOnly());
    }
}
