using System.Diagnostics.Metrics;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Telemetry;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Telemetry;

/// <summary>The metrics of the process, which all engines share: not beside other tests.</summary>
[TestClass]
[DoNotParallelize]
public sealed class MetricTests
{
    [TestMethod]
    public async Task Counters_TwoEngines_AddUpAndStayWhenAnEngineGoes()
    {
        using var meter = new MeterWatch();
        var before = meter.Read();
        var one = Engines.Create();
        await using var two = Engines.Create();
        var calls = 0;

        await one.RunAsync([Job.Run(static () => 1), Job.Run(() => ++calls == 1 ? throw new IOException() : 1), "rm -rf /"]);
        await two.RunAsync([new Job("exit 1") { Policy = Engines.NoRetry }, Job.Run(static ct => Task.Delay(Timeout.Infinite, ct)) with { Timeout = TimeSpan.FromMilliseconds(1), Policy = ErrorPolicy.Strict }]);

        var both = meter.Read();
        Assert.AreEqual(4, both["arrea.jobs.started"] - before["arrea.jobs.started"]);
        Assert.AreEqual(1, both["arrea.jobs.retried"] - before["arrea.jobs.retried"]);
        CollectionAssert.AreEqual(
            new[] { 2.0, 1, 1, 1, 0, 0 },
            new[] { "succeeded", "failed", "timed_out", "rejected", "cancelled", "interrupted" }.Select(outcome => both[$"arrea.jobs.completed {outcome}"] - before[$"arrea.jobs.completed {outcome}"]).ToArray());
        Assert.AreEqual(200, both["arrea.workers.max"] - before["arrea.workers.max"]);

        await one.DisposeAsync();
        await one.DisposeAsync();
        var after = meter.Read();
        Assert.AreEqual(both["arrea.jobs.started"], after["arrea.jobs.started"]);
        Assert.AreEqual(both["arrea.jobs.completed succeeded"], after["arrea.jobs.completed succeeded"]);
        Assert.AreEqual(100, after["arrea.workers.max"] - before["arrea.workers.max"]);
    }

    [TestMethod]
    public async Task BatchDuration_OfABatchWithoutASuccess_SaysWhatBecameOfIt()
    {
        using var meter = new MeterWatch();
        await using var engine = Engines.Create();

        await engine.RunAsync(["rm -rf /"]);
        var cancelled = engine.Run([Waits], Engines.Workers(1));
        await cancelled.CancelAsync();

        CollectionAssert.AreEqual(new[] { "rejected", "cancelled" }, meter.Recorded("arrea.batch.duration").Select(static text => text.Split(' ')[1]).ToArray());
    }

    [TestMethod]
    public async Task Counters_SwitchedOffDuringABatch_LeaveOutWhatCameWhileItWasOff()
    {
        using var meter = new MeterWatch();
        var before = meter.Read();
        await using var engine = Engines.Create();
        await engine.RunAsync(Enumerable.Range(0, 10).Select(n => (Job)Job.Run(() =>
        {
            if (n is 3 or 7)
            {
                engine.Config.Set("telemetry_enabled", n == 7);
            }
        })), Engines.Workers(1));

        // The jobs that switch it count as of the state that they leave behind: they end after it.
        Assert.AreEqual(3 + 3, meter.Read()["arrea.jobs.completed succeeded"] - before["arrea.jobs.completed succeeded"]);
    }

    [TestMethod]
    public async Task Counters_CancelledAndInterrupted_AreToldApart()
    {
        using var meter = new MeterWatch();
        var before = meter.Read();
        await using var engine = Engines.Create();
        var cancelled = engine.Run([Waits, Waits, Waits], Engines.Workers(1));
        await Condition.HoldsAsync(() => cancelled.Started == 1, "a job runs");
        await cancelled.CancelAsync();
        var interrupted = engine.Run([Waits, Waits], Engines.Workers(1));
        await Condition.HoldsAsync(() => interrupted.Started == 1, "a job runs");
        await interrupted.InterruptAsync();

        var after = meter.Read();
        Assert.AreEqual(3, after["arrea.jobs.completed cancelled"] - before["arrea.jobs.completed cancelled"]);
        Assert.AreEqual(2, after["arrea.jobs.completed interrupted"] - before["arrea.jobs.completed interrupted"]);
    }

    [TestMethod]
    public async Task Levels_JobsThatRunAndWait_AreSeenWhileTheyDo()
    {
        using var meter = new MeterWatch();
        await using var engine = Engines.Create(maxWorkers: 5);
        var before = meter.Read();
        var go = new TaskCompletionSource();

        var batch = engine.Run([.. Enumerable.Repeat<Job>(Job.Run(() => go.Task), 5)], Engines.Workers(2));
        await Condition.HoldsAsync(() => batch.Counts.Active == 2, "two jobs run");
        var during = meter.Read();
        go.SetResult();
        await batch.Completion;
        var after = meter.Read();

        CollectionAssert.AreEqual(new[] { 2.0, 3, 1, 2 }, Rise(during));
        CollectionAssert.AreEqual(new[] { 0.0, 0, 0, 0 }, Rise(after));

        double[] Rise(IReadOnlyDictionary<string, double> now)
            => [.. new[] { "arrea.jobs.active", "arrea.jobs.queued", "arrea.batches.active", "arrea.workers.in_use" }.Select(name => now[name] - before[name])];
    }

    [TestMethod]
    public async Task Durations_OnTheEnginesClock_AreInSeconds()
    {
        using var meter = new MeterWatch();
        var time = new ManualTimeProvider();
        await using var engine = Engines.Create(time);
        var calls = 0;

        // The clock stands still but for what the job does.
        await time.DriveAsync(engine.ExecuteAsync((Job)Job.Run(() =>
        {
            time.Advance(TimeSpan.FromSeconds(2));
            return ++calls < 2 ? throw new IOException() : 1;
        })), TimeSpan.Zero);

        CollectionAssert.AreEqual(new[] { "2 failed delegate", "2 succeeded delegate" }, meter.Recorded("arrea.attempt.duration"));
        CollectionAssert.AreEqual(new[] { "4 succeeded delegate" }, meter.Recorded("arrea.job.duration"));
        CollectionAssert.AreEqual(new[] { "4 succeeded" }, meter.Recorded("arrea.batch.duration"));
        Assert.AreEqual("s", meter.UnitOf("arrea.job.duration"));
    }

    [TestMethod]
    public async Task WatchesJobs_NobodyListens_IsFalseAgain()
    {
        await using var engine = Engines.Create();
        Assert.IsFalse(engine.Telemetry.WatchesJobs);
        using (new SpanWatch())
        {
            Assert.IsTrue(engine.Telemetry.WatchesJobs);
        }

        using (new MeterWatch())
        {
            Assert.IsTrue(engine.Telemetry.WatchesJobs);
        }

        using (engine.Telemetry.Attach("arrea.ui", static _ => { }))
        {
            Assert.IsFalse(engine.Telemetry.WatchesJobs);
        }

        using (engine.Telemetry.Attach("arrea.worker.completed", static _ => { }))
        {
            Assert.IsTrue(engine.Telemetry.WatchesJobs);
        }

        Assert.IsFalse(engine.Telemetry.WatchesJobs);
    }

    [TestMethod]
    public async Task Transitions_OfABreaker_AreCountedByState()
    {
        using var meter = new MeterWatch();
        await using var engine = Engines.Create();

        engine.Telemetry.CircuitChanged(new CircuitTransition { Breaker = "b", From = CircuitState.Closed, To = CircuitState.Open, Failures = 5 });
        engine.Telemetry.CircuitChanged(new CircuitTransition { Breaker = "b", From = CircuitState.Open, To = CircuitState.HalfOpen, Failures = 0 });

        CollectionAssert.AreEqual(new[] { "1 b open", "1 b half_open" }, meter.Recorded("arrea.circuit_breaker.transitions"));
    }

    [TestMethod]
    public async Task TelemetryEnabled_False_CountsNothing()
    {
        using var meter = new MeterWatch();
        var before = meter.Read();
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { TelemetryEnabled = false });

        await engine.RunAsync([Job.Run(static () => 1), "true"]);
        engine.Telemetry.CircuitChanged(new CircuitTransition { Breaker = "b", From = CircuitState.Closed, To = CircuitState.Open, Failures = 5 });

        CollectionAssert.AreEquivalent(before.ToArray(), meter.Read().ToArray());
        Assert.IsEmpty(meter.AllRecorded);
    }

    [TestMethod]
    public async Task Listener_ThatThrows_TakesNoJobWithIt()
    {
        using var listener = new MeterListener { InstrumentPublished = static (instrument, me) => Enable(instrument, me) };
        listener.SetMeasurementEventCallback<double>(static (_, _, _, _) => throw new InvalidOperationException("bad listener"));
        listener.Start();
        var log = new LogWatch();
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { LoggerFactory = log });

        var result = await engine.RunAsync([Job.Run(static () => 1), "true"]);

        Assert.IsTrue(result.Results.All(static job => job.IsSuccess));
        Assert.HasCount(5, log.Entries.Where(static entry => entry.Id == 1803));

        static void Enable(Instrument instrument, MeterListener listener)
        {
            if (instrument.Meter.Name == EngineTelemetry.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        }
    }

    private static readonly Job Waits = Job.Run(static ct => Task.Delay(Timeout.Infinite, ct));
}
