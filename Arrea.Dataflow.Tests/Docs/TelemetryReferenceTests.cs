using System.Diagnostics.Metrics;
using System.Reflection;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Telemetry;
using Arrea.Dataflow.Tests.Telemetry;
using Microsoft.Extensions.Logging;

namespace Arrea.Dataflow.Tests.Docs;

/// <summary>The reference pages on telemetry and logs are made from the code. All engines share the metrics: not beside other tests.</summary>
[TestClass]
[DoNotParallelize]
public sealed class TelemetryReferenceTests
{
    private static readonly (string Name, string Parent)[] Parents =
    [
        (Spans.Batch, "What was current where the batch was submitted"),
        (Spans.Job, "Its batch"),
        (Spans.Attempt, "Its job"),
    ];

    [TestMethod]
    public async Task Telemetry_Page_IsWhatTheCatalogueSaysAndARunRecords()
    {
        var tags = await RecordedTags.CollectAsync();

        GeneratedPage.Check(
            "docs/reference/telemetry.md",
            [
                "# Telemetry: every event, span and metric",
                "",
                "This page is made from the code. [The guide](../guide/telemetry.md) says how to use it.",
                "",
                "## Events",
                "",
                "A `duration` and a `delay` are a `TimeSpan`. What does not apply is null. `command` is `[redacted]`, unless `RedactCommands` is off, and null for a delegate.",
                "`reason` is a code of `JobErrorCodes`, or the name of an exception's type; it never holds a message.",
                "",
                "| Event | When | Measurements | Metadata | The same elsewhere |",
                "| --- | --- | --- | --- | --- |",
                .. TelemetryCatalogue.All.Select(static entry => $"| `{entry.Name}` | {entry.When} | {Codes(entry.Measurements)} | {Codes(entry.Metadata)} | {entry.Counterpart} |"),
                "",
                "## Spans",
                "",
                $"The source is `{EngineTelemetry.ActivitySourceName}`. A span that ends in an error has the status Error and `error.type`: a code of `JobErrorCodes`, or the type of the exception.",
                "That of a batch is the worst outcome of its jobs, such as `timed_out`, or the type of what the source of its jobs threw.",
                "",
                "| Span | Parent | Tags |",
                "| --- | --- | --- |",
                .. Parents.Select(span => $"| `{span.Name}` | {span.Parent} | {Codes(tags.Of(span.Name))} |"),
                "",
                "## Metrics",
                "",
                $"The meter is `{EngineTelemetry.MeterName}`.",
                "",
                "| Metric | Kind | Unit | Tags | What |",
                "| --- | --- | --- | --- | --- |",
                .. Instruments().OrderBy(static instrument => instrument.Name, StringComparer.Ordinal)
                    .Select(instrument => $"| `{instrument.Name}` | {KindOf(instrument)} | `{instrument.Unit}` | {Codes(tags.Of(instrument.Name))} | {instrument.Description} |"),
            ]);
    }

    [TestMethod]
    public void Logs_Page_IsWhatTheMethodsSay()
        => GeneratedPage.Check(
            "docs/reference/logs.md",
            [
                "# Logs: every entry by its number",
                "",
                "This page is made from the code. The numbers are stable. The environment, input, output and value of a job are in none of the entries, and neither is the",
                "text of its command. 1801, which is there for debugging, writes what an event holds: the command where `RedactCommands` is off, and what you emit yourself.",
                "",
                "| Number | Level | Text |",
                "| --- | --- | --- |",
                .. LogMethods().OrderBy(static log => log.EventId).Select(static log => $"| {log.EventId} | {log.Level} | {log.Message} |"),
            ]);

    [TestMethod]
    public void Logs_Numbers_AreGivenOnce()
        => CollectionAssert.AllItemsAreUnique(LogMethods().Select(static log => log.EventId).ToArray());

    private static string Codes(IReadOnlyList<string> names) => string.Join(", ", names.Select(static name => $"`{name}`"));

    private static List<Instrument> Instruments()
    {
        // All are there as soon as there is an engine's telemetry.
        var seen = new List<Instrument>();
        _ = new EngineTelemetry(TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, static () => true, redactsCommands: true).WatchesJobs;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == EngineTelemetry.MeterName)
            {
                seen.Add(instrument);
            }
        };
        listener.Start();
        return seen;
    }

    private static string KindOf(Instrument instrument) => instrument switch
    {
        ObservableCounter<long> or Counter<long> => "counter",
        ObservableUpDownCounter<long> => "up-down counter",
        _ => "histogram",
    };

    private static IReadOnlyList<LoggerMessageAttribute> LogMethods()
        => [.. typeof(Job).Assembly.GetTypes()
            .SelectMany(static type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(static method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>()];
}
