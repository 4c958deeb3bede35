using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using Arrea.Dataflow.Telemetry;

namespace Arrea.Dataflow.Tests.Telemetry;

/// <summary>Listens to the meter, and can be asked for what its counters say at this moment.</summary>
internal sealed class MeterWatch : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, double> _observed = [];
    private readonly ConcurrentQueue<(Instrument Instrument, string Text)> _recorded = new();

    public MeterWatch()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == EngineTelemetry.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.Start();
    }

    public IReadOnlyList<string> AllRecorded => [.. _recorded.Select(static one => one.Text)];

    /// <summary>What the counters and levels say: by name, and with the values of their tags behind it.</summary>
    public IReadOnlyDictionary<string, double> Read()
    {
        _observed.Clear();
        _listener.RecordObservableInstruments();
        return new Dictionary<string, double>(_observed);
    }

    /// <summary>What was recorded with an instrument: the value and the values of the tags, in order.</summary>
    public string[] Recorded(string name) => [.. _recorded.Where(one => one.Instrument.Name == name).Select(static one => one.Text)];

    public string? UnitOf(string name) => _recorded.First(one => one.Instrument.Name == name).Instrument.Unit;

    public void Dispose() => _listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = string.Join(' ', tags.ToArray().Select(static tag => tag.Value));
        if (instrument.IsObservable)
        {
            _observed[$"{instrument.Name} {text}".TrimEnd()] = value;
        }
        else
        {
            _recorded.Enqueue((instrument, string.Create(CultureInfo.InvariantCulture, $"{value} {text}").TrimEnd()));
        }
    }
}
