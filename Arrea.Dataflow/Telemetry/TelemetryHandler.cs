namespace Arrea.Dataflow.Telemetry;

/// <summary>Somebody who wants telemetry events, until disposed.</summary>
/// <param name="hub">Where it is attached.</param>
/// <param name="name">The name or prefix of the events; null for all.</param>
/// <param name="handle">Gets them.</param>
internal sealed class TelemetryHandler(TelemetryHub hub, string? name, Action<TelemetryEvent> handle) : IDisposable
{
    public string Name => name ?? "all";

    /// <summary>Those events of the catalogue that it wants.</summary>
    public ulong Wanted { get; } = TelemetryCatalogue.All.Where(entry => name is null || TelemetryName.Covers(name, entry.Name)).Aggregate(0UL, static (bits, entry) => bits | entry.Bit);

    public bool Wants(string eventName) => name is null || TelemetryName.Covers(name, eventName);

    public void Handle(TelemetryEvent telemetryEvent) => handle(telemetryEvent);

    public void Dispose() => hub.Remove(this);
}
