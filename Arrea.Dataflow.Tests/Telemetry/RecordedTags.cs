using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Telemetry;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Telemetry;

/// <summary>The tags of spans and metrics, as seen in a run that leaves none of them out.</summary>
internal sealed class RecordedTags
{
    private readonly ConcurrentDictionary<(string Name, string Tag), bool> _seen = new();

    private RecordedTags()
    {
    }

    /// <summary>The tags of a span or a metric, in ordinal order.</summary>
    public IReadOnlyList<string> Of(string name) => [.. _seen.Keys.Where(one => one.Name == name).Select(static one => one.Tag).Order(StringComparer.Ordinal)];

    /// <summary>Runs a command that ends as badly as one can, and trips a breaker.</summary>
    public static async Task<RecordedTags> CollectAsync()
    {
        var tags = new RecordedTags();
        using var spans = new SpanWatch();
        using var meter = tags.Listen();
        var runner = new DelegateRunner(static (_, _) => Task.FromResult(new CommandResult { ExitCode = 1, Signal = 9 }));
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { CommandRunner = runner });

        await engine.RunAsync([new Job("echo") { Tag = "tag" }], Engines.Workers(1));
        engine.CircuitBreakers.Get("breaker").Trip();

        meter.RecordObservableInstruments();
        foreach (var span in spans.Ended)
        {
            tags.Add(span.OperationName, span.TagObjects);
        }

        return tags;
    }

    private MeterListener Listen()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == EngineTelemetry.MeterName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Add(instrument.Name, tags.ToArray()));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(instrument.Name, tags.ToArray()));
        listener.Start();
        return listener;
    }

    private void Add(string name, IEnumerable<KeyValuePair<string, object?>> tags)
    {
        foreach (var (tag, _) in tags)
        {
            _seen[(name, tag)] = true;
        }
    }
}
