using System.Diagnostics;
using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Telemetry;
using Arrea.Dataflow.Tests.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Arrea.Dataflow.Tests.Docs;

/// <summary>The code of docs/guide/telemetry.md: run, and what it sends decoded.</summary>
[TestClass]
public sealed class TelemetrySnippets
{
    [TestMethod]
    [DoNotParallelize]
    public async Task Export_OverHttp_SendsSpansWithTheirParentsAndMetrics()
    {
        await using var receiver = new OtlpReceiver();
        var collector = receiver.Endpoint;
        Activity.Current = null;
        using var caller = new Activity("caller").Start();
        caller.ActivityTraceFlags = ActivityTraceFlags.Recorded;

        #region snippet-telemetry-export
        using var traces = Sdk.CreateTracerProviderBuilder()
            .AddSource(EngineTelemetry.ActivitySourceName)
            .AddOtlpExporter(otlp =>
            {
                otlp.Endpoint = new Uri(collector, "v1/traces");
                otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
            })
            .Build();
        using var metrics = Sdk.CreateMeterProviderBuilder()
            .AddMeter(EngineTelemetry.MeterName)
            .AddOtlpExporter(otlp =>
            {
                otlp.Endpoint = new Uri(collector, "v1/metrics");
                otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
            })
            .Build();

        await using var engine = ArreaEngine.Create();
        BatchResult batch = await engine.RunAsync(["echo hello", Job.Run(() => 42)]);
        #endregion

        Assert.IsTrue(traces.ForceFlush() && metrics.ForceFlush());
        var spans = receiver.Spans.Where(span => span.Trace == caller.TraceId.ToHexString()).ToList();
        var root = spans.Single(static span => span.Name == "arrea.batch");
        Assert.AreEqual(caller.SpanId.ToHexString(), root.Parent);
        var jobs = spans.Where(static span => span.Name == "arrea.job").ToList();
        Assert.HasCount(2, jobs);
        Assert.IsTrue(jobs.All(job => job.Parent == root.Id));
        CollectionAssert.AreEquivalent(jobs.Select(static job => job.Id).ToArray(), spans.Where(static span => span.Name == "arrea.attempt").Select(static span => span.Parent).ToArray());
        CollectionAssert.AreEqual(new[] { "Arrea.Dataflow" }, receiver.Scopes.ToArray());
        CollectionAssert.IsSubsetOf(
            new[]
            {
                "arrea.jobs.started", "arrea.jobs.completed", "arrea.jobs.retried", "arrea.jobs.abandoned", "arrea.jobs.active", "arrea.jobs.queued", "arrea.batches.active",
                "arrea.workers.in_use", "arrea.workers.max", "arrea.job.duration", "arrea.attempt.duration", "arrea.batch.duration",
            },
            receiver.Metrics.ToArray());
        Assert.AreEqual(2, batch.Counts.Completed);
    }

    [TestMethod]
    public async Task Attach_ToOneEvent_GetsTheDuration()
    {
        var lines = new List<string>();
        Action<string> print = lines.Add;
        await using var engine = ArreaEngine.Create();

        #region snippet-telemetry-attach
        using var attachment = engine.Telemetry.Attach("arrea.worker.completed", e =>
            print($"Worker {e.Metadata["worker_id"]} finished in {e.Duration?.TotalMilliseconds} ms"));
        #endregion

        var result = await engine.ExecuteAsync(Job.Run(static () => 1));
        Assert.StartsWith($"Worker {result.WorkerId} finished in ", lines.Single());
    }

    [TestMethod]
    public async Task Counts_SinceSetup()
    {
        await using var engine = ArreaEngine.Create();

        #region snippet-telemetry-counts
        engine.Telemetry.Setup();
        await engine.RunAsync(["echo one", "echo two"]);

        TelemetrySnapshot counts = engine.Telemetry.GetCurrent();
        Console.WriteLine(counts.Events["arrea.worker.completed"]); // 2
        Console.WriteLine(counts.Count("arrea.circuit_breaker")); // 0
        #endregion

        Assert.AreEqual((2L, 0L), (counts.Events["arrea.worker.completed"], counts.Count("arrea.circuit_breaker")));
    }

    [TestMethod]
    public async Task Measure_AndEmit()
    {
        await using var engine = ArreaEngine.Create();
        var events = new TelemetryWatch();
        using var all = engine.Telemetry.Attach("arrea.measure", events.Handle);
        using var mine = engine.Telemetry.Attach("shop", events.Handle);

        #region snippet-telemetry-measure
        int answer = engine.Telemetry.Measure(DoWork, new Dictionary<string, object?> { ["tag"] = "batch-1" });

        engine.Telemetry.Emit(
            "shop.order.placed",
            measurements: new Dictionary<string, object?> { ["amount"] = 12.5 },
            metadata: new Dictionary<string, object?> { ["country"] = "UY" });
        #endregion

        Assert.AreEqual(42, answer);
        CollectionAssert.AreEqual(new[] { "arrea.measure", "shop.order.placed" }, events.Names.ToArray());

        static int DoWork() => 42;
    }
}
