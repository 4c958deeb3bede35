using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Telemetry;
using Arrea.Dataflow.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Arrea.Dataflow.Tests.Telemetry;

/// <summary>Who hears what, and until when.</summary>
[TestClass]
public sealed class TelemetryHandlerTests
{
    [TestMethod]
    [DataRow("arrea", true, true)]
    [DataRow("arrea.worker", true, false)]
    [DataRow("arrea.worker.started", true, false)]
    [DataRow("arrea.ui", false, true)]
    [DataRow("arrea.ui.render", false, true)]
    [DataRow("arrea.worker.completed", false, false)]
    public void Attach_NameOrPrefix_GetsWhatItCovers(string name, bool getsStart, bool getsRender)
    {
        var (telemetry, _) = Make();
        var events = new TelemetryWatch();
        using var handler = telemetry.Attach(name, events.Handle);

        telemetry.Raise(TelemetryCatalogue.WorkerStarted, Facts.None);
        telemetry.Emit("arrea.ui.render");

        Assert.AreEqual((getsStart, getsRender), (events.Names.Contains("arrea.worker.started"), events.Names.Contains("arrea.ui.render")));
    }

    [TestMethod]
    [DataRow("arrea.worker.complete")]
    [DataRow("arrea.work")]
    [DataRow("arrea..worker")]
    [DataRow("")]
    [DataRow(".")]
    [DataRow("mine. ")]
    public void Attach_NameOfNothing_Throws(string name)
    {
        var (telemetry, _) = Make();

        Assert.ThrowsExactly<ArgumentException>(() => telemetry.Attach(name, static _ => { }));
    }

    [TestMethod]
    [DataRow("arrea")]
    [DataRow("arrea.worker.started")]
    [DataRow("arrea.mine")]
    [DataRow("arrea.ui")]
    [DataRow("")]
    public void Emit_NameOfTheEngine_Throws(string name)
    {
        var (telemetry, _) = Make();

        Assert.ThrowsExactly<ArgumentException>(() => telemetry.Emit(name));
    }

    [TestMethod]
    public void Emit_OfOnesOwn_ArrivesAsItWasAndAsACopy()
    {
        var (telemetry, _) = Make();
        var events = new TelemetryWatch();
        using var handler = telemetry.Attach("shop", events.Handle);
        var metadata = new Dictionary<string, object?> { ["user"] = 7 };

        telemetry.Emit("shop.order", new Dictionary<string, object?> { ["duration"] = TimeSpan.FromSeconds(2) }, metadata);
        metadata["user"] = 8;
        telemetry.Emit("shopping");

        var order = events.All.Single();
        Assert.AreEqual(("shop.order", TimeSpan.FromSeconds(2), 7), (order.Name, order.Duration, (int)order.Metadata["user"]!));
        Assert.AreEqual("shop.order", order.ToString());
    }

    [TestMethod]
    public void Dispose_OfTheAttachment_EndsIt()
    {
        var (telemetry, _) = Make();
        var events = new TelemetryWatch();
        var handler = telemetry.Attach("arrea.ui", events.Handle);

        handler.Dispose();
        handler.Dispose();
        telemetry.Emit("arrea.ui.render");

        Assert.IsEmpty(events.All);
        Assert.IsFalse(telemetry.Wants(TelemetryCatalogue.UiRender));
    }

    [TestMethod]
    public async Task Handler_ThatThrows_IsDetachedAndLoggedOnce_TheOthersAndTheJobGoOn()
    {
        var log = new LogWatch();
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { LoggerFactory = log });
        var events = new TelemetryWatch();
        var calls = 0;
        using var bad = engine.Telemetry.Attach("arrea.worker", _ =>
        {
            Interlocked.Increment(ref calls);
            throw new InvalidOperationException("bad handler");
        });
        using var good = engine.Telemetry.Attach("arrea.worker", events.Handle);

        var result = await engine.ExecuteAsync(Job.Run(static () => 1));

        Assert.IsTrue(result.IsSuccess);
        Assert.AreEqual(1, calls);
        CollectionAssert.AreEqual(new[] { "arrea.worker.started", "arrea.worker.completed" }, events.Names.ToArray());
        var entry = log.Entries.Single();
        Assert.AreEqual((1802, LogLevel.Error), (entry.Id, entry.Level));
        Assert.Contains("arrea.worker", entry.Text);
    }

    [TestMethod]
    public void Attach_ForDebugging_LogsEachEventOnceUntilDetach()
    {
        var (telemetry, log) = Make();
        telemetry.Attach();
        telemetry.Attach();

        telemetry.Emit("shop.order", new Dictionary<string, object?> { ["duration"] = TimeSpan.FromSeconds(2) }, new Dictionary<string, object?> { ["user"] = 7 });
        telemetry.Detach();
        telemetry.Detach();
        telemetry.Emit("shop.order");

        var entry = log.Entries.Single();
        Assert.AreEqual((1801, LogLevel.Debug, "Telemetry shop.order measurements: duration=00:00:02 metadata: user=7"), (entry.Id, entry.Level, entry.Text));
    }

    [TestMethod]
    public async Task Setup_CalledAgain_KeepsTheCounts()
    {
        var time = new ManualTimeProvider();
        await using var engine = Engines.Create(time);
        Assert.IsNull(engine.Telemetry.GetCurrent().Since);
        Assert.AreEqual(0, engine.Telemetry.GetCurrent().Count("arrea"));
        var start = time.GetUtcNow();
        engine.Telemetry.Setup();

        await engine.RunAsync([Job.Run(static () => 1), Job.Run(static () => 2), "rm -rf /"], Engines.Workers(1));
        time.Advance(TimeSpan.FromSeconds(1));
        engine.Telemetry.Setup();
        engine.Telemetry.Emit("shop.order");

        var counts = engine.Telemetry.GetCurrent();
        Assert.AreEqual(start, counts.Since);
        Assert.AreEqual((2L, 2L, 1L, 0L), (counts.Events["arrea.worker.started"], counts.Events["arrea.worker.completed"], counts.Events["arrea.worker.error"], counts.Events["arrea.circuit_breaker.open"]));
        Assert.AreEqual((5L, 1L, 1L), (counts.Count("arrea.worker"), counts.Count("shop.order"), counts.Events["arrea.engine.run.stop"]));
        Assert.AreEqual(0, counts.Count("arrea.work"));
    }

    [TestMethod]
    public async Task Events_ManyThreads_AreAllCounted()
    {
        var (telemetry, _) = Make();
        telemetry.Setup();

        await Parallel.ForAsync(0, 1000, (_, _) =>
        {
            telemetry.Emit("shop.order");
            return ValueTask.CompletedTask;
        });

        Assert.AreEqual(1000, telemetry.GetCurrent().Count("shop"));
    }

    [TestMethod]
    public async Task Enabled_SwitchedAtRunTime_HoldsFromThenOn()
    {
        var on = false;
        var events = new TelemetryWatch();
        var telemetry = new EngineTelemetry(TimeProvider.System, new LogWatch(), new LogWatch(), () => on, redactsCommands: true);
        using var handler = telemetry.Attach("arrea", events.Handle);

        telemetry.Emit("arrea.ui.render");
        Assert.AreEqual(6, telemetry.Measure(static () => 6));
        Assert.IsFalse(telemetry.WatchesJobs || telemetry.IsEnabled);
        on = true;
        telemetry.Emit("arrea.ui.keypress");
        await telemetry.MeasureAsync(static () => Task.CompletedTask);

        CollectionAssert.AreEqual(new[] { "arrea.ui.keypress", "arrea.measure" }, events.Names.ToArray());
        Assert.IsTrue(telemetry.WatchesJobs);
    }

    [TestMethod]
    public async Task TelemetryEnabled_False_TellsNothing()
    {
        var events = new TelemetryWatch();
        await using (var engine = ArreaEngine.Create(new ArreaEngineOptions { TelemetryEnabled = false, OnTelemetry = events.Handle }))
        {
            await engine.RunAsync([Job.Run(static () => 1), "true"]);
            engine.Telemetry.CircuitChanged(new() { Breaker = "b", From = CircuitState.Closed, To = CircuitState.Open, Failures = 5 });
        }

        Assert.IsEmpty(events.All);
    }

    [TestMethod]
    public async Task Config_TelemetryEnabled_HoldsAtOnce()
    {
        var events = new TelemetryWatch();
        await using var engine = Engines.Create();
        using var handler = engine.Telemetry.Attach("arrea.worker.completed", events.Handle);

        engine.Config.Set("telemetry_enabled", false);
        await engine.ExecuteAsync(Job.Run(static () => 1));
        Assert.IsEmpty(events.All);
        engine.Config.Set("telemetry_enabled", true);
        await engine.ExecuteAsync(Job.Run(static () => 1));

        Assert.HasCount(1, events.All);
    }

    [TestMethod]
    public void WatchesJobs_HandlerOfOtherEvents_LeavesTheJobsAlone()
    {
        var hub = new TelemetryHub(static (_, _) => { });
        using var ui = hub.Add("arrea.ui", static _ => { });
        Assert.AreEqual(0UL, hub.Wanted & TelemetryCatalogue.OfJobs);

        using var tasks = hub.Add("arrea.task.error", static _ => { });
        Assert.AreEqual(TelemetryCatalogue.TaskError.Bit, hub.Wanted & TelemetryCatalogue.OfJobs);
    }

    [TestMethod]
    public async Task Attach_WithoutANameOnAnEngineThatLogsLittle_LogsAllTheSame()
    {
        var log = new LogLines();
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { LoggerFactory = log, LogLevel = Microsoft.Extensions.Logging.LogLevel.Error });
        engine.Telemetry.Attach();

        await engine.ExecuteAsync(Arrea.Dataflow.Jobs.Job.Run(static () => 1));
        engine.Telemetry.Emit("mine.odd", metadata: new Dictionary<string, object?> { ["odd"] = new Odd() });
        engine.Telemetry.Emit("mine.last");

        Assert.IsTrue(log.All.All(static line => line.Id == 1801));
        Assert.IsTrue(log.All.Any(static line => line.Text.Contains("arrea.worker.completed", StringComparison.Ordinal)));
        Assert.IsTrue(log.All[^1].Text.Contains("mine.last", StringComparison.Ordinal), "a value without a text does not end the log");
    }

    private sealed class Odd : IFormattable
    {
        public string ToString(string? format, IFormatProvider? formatProvider) => throw new IOException("no text");
    }

    private static (EngineTelemetry Telemetry, LogWatch Log) Make()
    {
        var log = new LogWatch();
        return (new EngineTelemetry(new ManualTimeProvider(), log, log, static () => true, redactsCommands: true), log);
    }
}
