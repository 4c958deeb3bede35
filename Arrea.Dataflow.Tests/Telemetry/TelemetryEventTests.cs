using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Telemetry;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Telemetry;

/// <summary>Every event of the catalogue happens, with the measurements and metadata that the catalogue names.</summary>
[TestClass]
public sealed class TelemetryEventTests
{
    [TestMethod]
    [DynamicData(nameof(Names))]
    public async Task Event_MadeToHappen_IsSeenWithItsFields(string name)
    {
        var events = await Cases[name]();

        var info = TelemetryCatalogue.All.Single(entry => entry.Name == name);
        var seen = events.Named(name);
        Assert.IsNotEmpty(seen, $"{name} did not happen; these did: {string.Join(", ", events.Names)}");
        foreach (var one in seen)
        {
            CollectionAssert.AreEqual(info.Measurements.ToArray(), one.Measurements.Keys.ToArray(), name);
            CollectionAssert.AreEqual(info.Metadata.ToArray(), one.Metadata.Keys.ToArray(), name);
            Assert.AreEqual(info.Measurements.Contains("duration"), one.Duration is not null);
        }
    }

    [TestMethod]
    public void Catalogue_Names_AreThoseOfTheCases()
    {
        CollectionAssert.AreEquivalent(TelemetryCatalogue.All.Select(static entry => entry.Name).ToArray(), Cases.Keys.ToArray());
        Assert.IsTrue(TelemetryCatalogue.All.All(static entry => entry.ToString() == entry.Name && entry.When.Length > 0 && entry.Counterpart.Length > 0));
    }

    [TestMethod]
    public async Task Command_ThatSucceeds_TellsTheWholeStoryInOrder()
    {
        var events = await RunAsync(static engine => engine.RunAsync([new Job("exit 0") { Tag = "t" }]));

        CollectionAssert.AreEqual(
            new[]
            {
                "arrea.system.started", "arrea.engine.run.start", "arrea.validation.passed", "arrea.worker.started", "arrea.task.started",
                "arrea.execution.started", "arrea.execution.completed", "arrea.task.completed", "arrea.worker.completed", "arrea.engine.run.stop", "arrea.system.stopped",
            },
            events.Names.ToArray());
        var start = events.Only("arrea.engine.run.start");
        Assert.AreEqual((1L, 4L), ((long)start.Measurements["count"]!, (long)start.Metadata["workers"]!));
        var id = (string)start.Metadata["batch_id"]!;
        Assert.AreEqual(id, events.Only("arrea.engine.run.stop").Metadata["batch_id"]);
        Assert.AreEqual($"{id}/0", events.Only("arrea.worker.completed").Metadata["worker_id"]);
        Assert.AreEqual(0, events.Only("arrea.execution.completed").Metadata["exit_code"]);
        Assert.IsGreaterThan(0, (int)events.Only("arrea.execution.started").Metadata["process_id"]!);
        Assert.IsTrue(events.All.All(static e => !e.Metadata.TryGetValue("tag", out var tag) || Equals(tag, "t")));
    }

    [TestMethod]
    public async Task Worker_MadeByHand_HasItsOwnIdInAllOfThem()
    {
        var failed = false;
        var events = await RunAsync(engine => engine.Workers.Start(
            "release",
            [Job.Run(() => failed || !(failed = true) ? 1 : throw new IOException())],
            new Dataflow.Policies.ErrorPolicy { RetryDelay = TimeSpan.Zero }).Completion);

        foreach (var name in new[] { "arrea.worker.started", "arrea.worker.completed", "arrea.communication.retry", "arrea.task.error" })
        {
            Assert.AreEqual("release", events.Only(name).Metadata["worker_id"], name);
        }
    }

    [TestMethod]
    public async Task Job_ThatFailsTwice_TellsOfEachAttemptAndOneEnd()
    {
        var events = await RunAsync(static engine => engine.ExecuteAsync(new Job("exit 3") { Policy = new() { MaxRetries = 1, RetryDelay = TimeSpan.Zero } }));

        CollectionAssert.AreEqual(new object?[] { 1, 2 }, events.Named("arrea.task.error").Select(static e => e.Metadata["attempt"]).ToArray());
        Assert.AreEqual("exit_code", events.Only("arrea.communication.retry").Metadata["reason"]);
        var end = events.Only("arrea.worker.error");
        Assert.AreEqual(("failed", "exit_code", 2), ((string)end.Metadata["outcome"]!, (string)end.Metadata["reason"]!, (int)end.Metadata["attempts"]!));
        var stop = events.Only("arrea.engine.execute.stop");
        Assert.AreEqual((false, "[redacted]"), ((bool)stop.Metadata["success"]!, (string)stop.Metadata["command"]!));
        Assert.IsEmpty(events.Named("arrea.engine.execute.error"));
        Assert.IsEmpty(events.Named("arrea.engine.run.start"));
    }

    [TestMethod]
    public async Task Events_AfterTheEngineHasStopped_AreNone()
    {
        var events = new TelemetryWatch();
        var engine = ArreaEngine.Create(new ArreaEngineOptions { OnTelemetry = events.Handle });
        await engine.DisposeAsync();
        await engine.DisposeAsync();

        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => engine.ExecuteAsync("true"));

        engine.CircuitBreakers.Get("b").Trip();
        CollectionAssert.AreEqual(new[] { "arrea.system.started", "arrea.system.stopped" }, events.Names.ToArray());
    }

    [TestMethod]
    [DataRow("sleep 300", "timeout")]
    [DataRow("trap 'exit 0' TERM; sleep 300 & wait", "timeout")]
    public async Task Command_ThatTimesOut_HasFailedByTimeoutHoweverItEnds(string command, string reason)
    {
        var events = await RunAsync(engine => engine.RunAsync([new Job(command) { Timeout = TimeSpan.FromMilliseconds(100), Policy = Engines.NoRetry }]));

        Assert.IsEmpty(events.Named("arrea.execution.completed"));
        Assert.AreEqual(reason, events.Only("arrea.execution.failed").Metadata["reason"]);
    }

    [TestMethod]
    public async Task Executions_EngineIsDisposed_AreAllToldToEndBeforeIt()
    {
        var events = new TelemetryWatch();
        var engine = ArreaEngine.Create(new ArreaEngineOptions { OnTelemetry = events.Handle });
        var running = Enumerable.Range(0, 40).Select(_ => engine.ExecuteAsync(Job.Run(static ct => Task.Delay(Timeout.Infinite, ct)))).ToList();

        await engine.DisposeAsync();
        await Task.WhenAll(running);

        Assert.HasCount(40, events.Named("arrea.engine.execute.error"));
        Assert.AreEqual("arrea.system.stopped", events.Names.Last());
    }

    [TestMethod]
    public async Task Job_ThatIsRetried_IsValidatedOnce()
    {
        var events = await RunAsync(static engine => engine.RunAsync([new Job("exit 1") { Policy = new() { MaxRetries = 2, RetryDelay = TimeSpan.Zero } }]));

        Assert.HasCount(1, events.Named("arrea.validation.passed"));
        Assert.HasCount(3, events.Named("arrea.execution.started"));
    }

    [TestMethod]
    public async Task Circuit_HalfOpen_IsNoEvent()
    {
        var events = new TelemetryWatch();
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { OnTelemetry = events.Handle });

        engine.Telemetry.CircuitChanged(new CircuitTransition { Breaker = "b", From = CircuitState.Closed, To = CircuitState.Open, Failures = 5 });
        engine.Telemetry.CircuitChanged(new CircuitTransition { Breaker = "b", From = CircuitState.Open, To = CircuitState.HalfOpen, Failures = 0 });
        engine.Telemetry.CircuitChanged(new CircuitTransition { Breaker = "b", From = CircuitState.HalfOpen, To = CircuitState.Closed, Failures = 0 });

        CollectionAssert.AreEqual(new[] { "arrea.system.started", "arrea.circuit_breaker.trip", "arrea.circuit_breaker.open", "arrea.circuit_breaker.closed" }, events.Names.ToArray());
        Assert.AreEqual(5, events.Only("arrea.circuit_breaker.trip").Metadata["failure_count"]);
        Assert.AreEqual("b", events.Only("arrea.circuit_breaker.open").Metadata["breaker_id"]);
    }

    [TestMethod]
    public async Task At_ManualClock_IsTheEngines()
    {
        var events = new TelemetryWatch();
        var time = new ManualTimeProvider();
        var engine = ArreaEngine.Create(new ArreaEngineOptions { TimeProvider = time, OnTelemetry = events.Handle });
        time.Advance(TimeSpan.FromSeconds(90));
        await engine.DisposeAsync();

        Assert.AreEqual(time.GetUtcNow(), events.Only("arrea.system.stopped").At);
        Assert.AreEqual(TimeSpan.FromSeconds(90), events.Only("arrea.system.stopped").Duration);
    }

    private static IEnumerable<string> Names => TelemetryCatalogue.All.Select(static entry => entry.Name);

    private static readonly Job Fails = new("exit 1") { Policy = new() { MaxRetries = 1, RetryDelay = TimeSpan.Zero } };

    private static readonly Dictionary<string, Func<Task<TelemetryWatch>>> Cases = new()
    {
        ["arrea.worker.started"] = () => RunAsync(static engine => engine.ExecuteAsync(Job.Run(static () => 1))),
        ["arrea.worker.completed"] = () => RunAsync(static engine => engine.ExecuteAsync(Job.Run(static () => 1))),
        ["arrea.worker.error"] = () => RunAsync(static engine => engine.RunAsync([Fails, "rm -rf /"])),
        ["arrea.worker.message"] = () => RaiseAsync(static telemetry => telemetry.WorkerMessage("w")),
        ["arrea.task.started"] = () => RunAsync(static engine => engine.ExecuteAsync(Job.Run(static () => 1))),
        ["arrea.task.completed"] = () => RunAsync(static engine => engine.ExecuteAsync("true")),
        ["arrea.task.error"] = () => RunAsync(static engine => engine.ExecuteAsync(Fails)),
        ["arrea.engine.execute.start"] = () => RunAsync(static engine => engine.ExecuteAsync("true")),
        ["arrea.engine.execute.stop"] = () => RunAsync(static engine => engine.ExecuteAsync("true")),
        ["arrea.engine.execute.error"] = () => RunAsync(static engine => engine.ExecuteAsync("rm -rf /")),
        ["arrea.engine.run.start"] = () => RunAsync(static engine => engine.RunAsync(["true"])),
        ["arrea.engine.run.stop"] = () => RunAsync(static engine => engine.RunAsync(["true"])),
        ["arrea.circuit_breaker.open"] = TripAsync,
        ["arrea.circuit_breaker.closed"] = TripAsync,
        ["arrea.circuit_breaker.trip"] = TripAsync,
        ["arrea.communication.message_sent"] = () => RaiseAsync(static telemetry => telemetry.MessageSent(null, "w")),
        ["arrea.communication.message_received"] = () => RaiseAsync(static telemetry => telemetry.MessageReceived("w")),
        ["arrea.communication.error"] = () => RaiseAsync(static telemetry => telemetry.MessageFailed("v", "w", "worker_not_found")),
        ["arrea.communication.retry"] = () => RunAsync(static engine => engine.ExecuteAsync(Fails)),
        ["arrea.ui.render"] = () => RaiseAsync(static telemetry => telemetry.Emit("arrea.ui.render")),
        ["arrea.ui.keypress"] = () => RaiseAsync(static telemetry => telemetry.Emit("arrea.ui.keypress")),
        ["arrea.ui.focus_change"] = () => RaiseAsync(static telemetry => telemetry.Emit("arrea.ui.focus_change")),
        ["arrea.validation.passed"] = () => RunAsync(static engine => engine.ExecuteAsync("true")),
        ["arrea.validation.failed"] = () => RunAsync(static engine => engine.ExecuteAsync("rm -rf /")),
        ["arrea.execution.started"] = () => RunAsync(static engine => engine.ExecuteAsync("true")),
        ["arrea.execution.completed"] = () => RunAsync(static engine => engine.ExecuteAsync("true")),
        ["arrea.execution.failed"] = () => RunAsync(static engine => engine.ExecuteAsync(new Job("true") { Shell = "/no/such/shell" })),
        ["arrea.system.started"] = () => RaiseAsync(static _ => { }),
        ["arrea.system.stopped"] = () => RaiseAsync(static _ => { }),
        ["arrea.measure"] = () => RaiseAsync(static telemetry => telemetry.Measure(static () => 1)),
    };

    private static Task<TelemetryWatch> TripAsync()
        => RunAsync(static engine =>
        {
            engine.CircuitBreakers.Get("b").Trip();
            engine.CircuitBreakers.Get("b").Reset();
            return Task.CompletedTask;
        });

    private static Task<TelemetryWatch> RaiseAsync(Action<EngineTelemetry> raise)
        => RunAsync(engine =>
        {
            raise(engine.Telemetry);
            return Task.CompletedTask;
        });

    private static async Task<TelemetryWatch> RunAsync(Func<ArreaEngine, Task> work)
    {
        var events = new TelemetryWatch();
        await using (var engine = ArreaEngine.Create(new ArreaEngineOptions { OnTelemetry = events.Handle }))
        {
            await work(engine);
        }

        return events;
    }
}
