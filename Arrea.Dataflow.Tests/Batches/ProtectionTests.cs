using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Batches;

/// <summary>Breaker, bulkhead and rate limit around the attempts of a batch.</summary>
[TestClass]
public sealed class ProtectionTests
{
    private static readonly ErrorPolicy RetryAtOnce = new() { MaxRetries = 5, RetryDelay = TimeSpan.Zero };

    [TestMethod]
    public async Task Breaker_Open_RejectsTheJobWithoutStartingIt()
    {
        await using var engine = Engines.Create();
        var breaker = new CircuitBreaker("search");
        breaker.Trip();
        var log = new EventLog();
        var ran = 0;

        var result = await engine.RunAsync(
            [Job.Run(() => { ran++; }), "echo never"],
            new BatchOptions { Protection = new() { CircuitBreaker = breaker }, Policy = RetryAtOnce, Recorder = log });

        foreach (var job in result.Results)
        {
            Assert.AreEqual(OutcomeKind.Rejected, job.Outcome);
            Assert.AreEqual(JobErrorCodes.CircuitOpen, job.Error!.Code);
            Assert.Contains("search", job.Error.Message);
            Assert.AreEqual((0, TimeSpan.Zero), (job.Attempts, job.Duration));
            Assert.AreEqual("Error", log.KindsOfJob(job.Index));
        }

        Assert.AreEqual(0, ran);
        Assert.AreEqual((2L, 0L), (result.Counts.Rejected, result.Counts.Started));
    }

    [TestMethod]
    public async Task Breaker_OpensDuringRetries_EndsTheJobWithItsLastAttempt()
    {
        await using var engine = Engines.Create();
        var breaker = new CircuitBreaker("db", new() { Threshold = 3 });

        var result = await engine.ExecuteAsync(new Job("echo no >&2; exit 7") with { Policy = RetryAtOnce, Protection = new() { CircuitBreaker = breaker } });

        Assert.AreEqual((OutcomeKind.Failed, 3, 7), (result.Outcome, result.Attempts, result.ExitCode!.Value));
        Assert.AreEqual(JobErrorCodes.ExitCode, result.Error!.Code);
        Assert.Contains("Circuit breaker db is open", result.Error.Message);
        Assert.AreEqual(CircuitState.Open, breaker.State);
        var counts = engine.GetStats();
        Assert.AreEqual((1L, 1L, 0L, 0L), (counts.Started, counts.Failed, counts.Active, counts.Rejected));
    }

    [TestMethod]
    [DataRow(OutcomeKind.Failed)]
    [DataRow(OutcomeKind.TimedOut)]
    public async Task Breaker_FailuresAndTimeouts_OpenIt(OutcomeKind how)
    {
        await using var engine = Engines.Create();
        var breaker = new CircuitBreaker("b", new() { Threshold = 2 });
        var job = how == OutcomeKind.Failed
            ? new Job("exit 1")
            : Job.Run(static ct => Task.Delay(Timeout.Infinite, ct)) with { Timeout = TimeSpan.FromMilliseconds(20) };

        var result = await engine.RunAsync([job, job, job], Engines.Workers(1) with { Protection = new() { CircuitBreaker = breaker } });

        CollectionAssert.AreEqual(new[] { how, how, OutcomeKind.Rejected }, result.Results.Select(static r => r.Outcome).ToArray());
    }

    [TestMethod]
    public async Task Breaker_ItsIsFailure_DecidesOverTheExceptionsOfDelegates()
    {
        await using var engine = Engines.Create();
        var breaker = new CircuitBreaker("b", new() { Threshold = 1, IsFailure = static error => error is IOException });
        var options = Engines.Workers(1) with { Protection = new() { CircuitBreaker = breaker } };

        await engine.RunAsync([Job.Run(static () => { throw new FormatException(); })], options);
        Assert.AreEqual(CircuitState.Closed, breaker.State);

        await engine.RunAsync([Job.Run(static () => { throw new IOException(); })], options);
        Assert.AreEqual(CircuitState.Open, breaker.State);
    }

    [TestMethod]
    public async Task Breaker_ProbeCancelled_LetsTheNextJobProbe()
    {
        var time = new ManualTimeProvider();
        await using var engine = Engines.Create(time);
        var breaker = new CircuitBreaker("b", new() { Timeout = TimeSpan.FromSeconds(10), Threshold = 1 }, time);
        breaker.Trip();
        time.Advance(TimeSpan.FromSeconds(10));
        var options = Engines.Workers(1) with { Protection = new() { CircuitBreaker = breaker } };

        var started = new TaskCompletionSource();
        var probe = engine.Run([Job.Run(ct => { started.SetResult(); return Task.Delay(Timeout.Infinite, ct); })], options);
        await started.Task;
        Assert.AreEqual(OutcomeKind.Rejected, (await engine.RunAsync([Job.Run(static () => 1)], options)).Results[0].Outcome);
        await probe.CancelAsync();

        Assert.AreEqual(CircuitState.HalfOpen, breaker.State);
        Assert.AreEqual(OutcomeKind.Succeeded, (await engine.RunAsync([Job.Run(static () => 1)], options)).Results[0].Outcome);
        Assert.AreEqual(CircuitState.Closed, breaker.State);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Breaker_PromotedWarnings_OpenItWhoeverListens(bool isWatched)
    {
        await using var engine = Engines.Create();
        using var watch = isWatched ? engine.Events.Subscribe(new EventLog()) : null;
        var breaker = new CircuitBreaker("b", new() { Threshold = 3 });

        var result = await engine.RunAsync(
            Enumerable.Range(0, 5).Select(static _ => (Job)Job.Run(static worker => worker.Warn("hm"))),
            Engines.Workers(1) with { Protection = new() { CircuitBreaker = breaker }, Policy = Engines.NoRetry with { OnWarning = WarningAction.PromoteToError } });

        Assert.AreEqual((3L, 2L), (result.Failed, result.Rejected));
    }

    [TestMethod]
    public async Task Breaker_ValueThatIsAFailedResult_CountsAsAFailure()
    {
        await using var engine = Engines.Create();
        var breaker = new CircuitBreaker("b", new() { Threshold = 2 });
        var failed = await engine.ExecuteAsync(new Job("exit 1") { Policy = Engines.NoRetry });

        await breaker.ExecuteAsync(_ => ValueTask.FromResult(failed));
        var result = await engine.ExecuteAsync(Job.Run(() => failed) with { Protection = new() { CircuitBreaker = breaker } });

        Assert.AreEqual((OutcomeKind.Succeeded, CircuitState.Open), (result.Outcome, breaker.State));
    }

    [TestMethod]
    public async Task Room_ClockOfTheLimiterThrows_ComesBackAndTheJobIsRefused()
    {
        await using var engine = Engines.Create();
        var clock = new FaultyClock(new ManualTimeProvider());
        using var limiter = new RateLimiter(new(), clock);
        var bulkhead = new Bulkhead();
        clock.Break(readings: 10);
        var log = new EventLog();

        var result = await engine.RunAsync([Job.Run(static () => 1)], Engines.Workers(1) with { Protection = new() { Bulkhead = bulkhead, RateLimiter = limiter }, Recorder = log });

        Assert.AreEqual((OutcomeKind.Rejected, 0), (result.Results[0].Outcome, bulkhead.Used));
        Assert.AreEqual("Error", log.KindsOfJob(0));
    }

    [TestMethod]
    public async Task Bulkhead_Full_RejectsAndGivesTheBreakersCallBack()
    {
        await using var engine = Engines.Create();
        var bulkhead = new Bulkhead(new() { Capacity = 3 });
        var breaker = new CircuitBreaker("b", new() { Threshold = 1 });
        Assert.IsTrue(bulkhead.TryEnter(2, out var room));

        var result = await engine.ExecuteAsync(new Job("echo hi") with { Protection = new() { CircuitBreaker = breaker, Bulkhead = bulkhead, BulkheadWeight = 2 } });
        room.Dispose();

        Assert.AreEqual((OutcomeKind.Rejected, JobErrorCodes.BulkheadFull), (result.Outcome, result.Error!.Code));
        Assert.AreEqual((CircuitState.Closed, 0), (breaker.State, bulkhead.Used));
    }

    [TestMethod]
    public async Task Bulkhead_WithAQueue_NeverLetsMoreInThanItsCapacity()
    {
        await using var engine = Engines.Create();
        var bulkhead = new Bulkhead(new() { Capacity = 2, QueueLimit = 100 });
        var (inside, peak) = (0, 0);
        var jobs = Enumerable.Range(0, 200).Select(_ => (Job)Job.Run(async () =>
        {
            peak = Math.Max(peak, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
        }));

        var result = await engine.RunAsync(jobs, Engines.Workers(8) with { Protection = new() { Bulkhead = bulkhead } });

        Assert.IsTrue(result.IsSuccess);
        Assert.IsLessThanOrEqualTo(2, peak);
        Assert.AreEqual((0, 0), (bulkhead.Used, bulkhead.Waiting));
    }

    [TestMethod]
    public async Task RateLimit_WithoutAQueue_RejectsWhatIsTooMuch()
    {
        var time = new ManualTimeProvider();
        await using var engine = Engines.Create(time);
        using var limiter = new RateLimiter(new() { Permits = 2, Burst = 2, QueueLimit = 0 }, time);
        var bulkhead = new Bulkhead();

        var result = await engine.RunAsync(
            Enumerable.Range(0, 5).Select(static n => (Job)Job.Run(() => n)), Engines.Workers(1) with { Protection = new() { RateLimiter = limiter, Bulkhead = bulkhead } });

        Assert.AreEqual((2L, 3L), (result.Succeeded, result.Rejected));
        Assert.AreEqual(JobErrorCodes.RateLimited, result.Results[4].Error!.Code);
        Assert.AreEqual(0, bulkhead.Used);
    }

    [TestMethod]
    public async Task RateLimit_WithAQueue_SpreadsTheAttempts()
    {
        var time = new ManualTimeProvider();
        await using var engine = Engines.Create(time);
        using var limiter = new RateLimiter(new() { Permits = 1, Period = TimeSpan.FromSeconds(1), Burst = 1 }, time);
        var began = new List<TimeSpan>();
        var start = time.GetTimestamp();

        var running = engine.RunAsync(
            Enumerable.Range(0, 4).Select(_ => (Job)Job.Run(() => began.Add(time.GetElapsedTime(start)))), Engines.Workers(1) with { Protection = new() { RateLimiter = limiter } });
        var result = await time.DriveAsync(running, TimeSpan.FromMilliseconds(10));

        Assert.IsTrue(result.IsSuccess);
        for (var n = 1; n < began.Count; n++)
        {
            Assert.IsGreaterThanOrEqualTo(TimeSpan.FromSeconds(n) - TimeSpan.FromMilliseconds(20), began[n]);
        }
    }

    [TestMethod]
    public async Task Room_OfADelegateLeftBehind_ComesBackWithItsOutcome()
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { AbandonAfter = TimeSpan.Zero });
        var bulkhead = new Bulkhead(new() { Capacity = 1 });
        var breaker = new CircuitBreaker("b", new() { Threshold = 1 });
        var never = new TaskCompletionSource();

        var result = await engine.RunAsync(
            [Job.Run(() => never.Task) with { Timeout = TimeSpan.FromMilliseconds(20) }], Engines.Workers(1) with { Protection = new() { Bulkhead = bulkhead, CircuitBreaker = breaker } });

        Assert.AreEqual(OutcomeKind.TimedOut, result.Results[0].Outcome);
        Assert.AreEqual((0, CircuitState.Open), (bulkhead.Used, breaker.State));
        never.SetResult();
    }

    [TestMethod]
    public async Task Job_ProtectionOfItsOwn_TakesThePlaceOfTheBatchs()
    {
        await using var engine = Engines.Create();
        var open = new CircuitBreaker("open");
        open.Trip();

        var result = await engine.RunAsync(
            [Job.Run(static () => 1) with { Protection = new() { Bulkhead = new Bulkhead() } }, Job.Run(static () => 2)],
            Engines.Workers(1) with { Protection = new() { CircuitBreaker = open } });

        CollectionAssert.AreEqual(new[] { OutcomeKind.Succeeded, OutcomeKind.Rejected }, result.Results.Select(static r => r.Outcome).ToArray());
    }

    [TestMethod]
    public async Task Limiter_Disposed_RejectsAndSaysSo()
    {
        await using var engine = Engines.Create();
        var limiter = new RateLimiter(new() { Permits = 1, Burst = 1, Period = TimeSpan.FromHours(1) });
        limiter.TryAcquire();
        limiter.Dispose();

        var result = await engine.ExecuteAsync(Job.Run(static () => 1) with { Protection = new() { RateLimiter = limiter } });

        Assert.AreEqual(OutcomeKind.Rejected, result.Outcome);
        Assert.Contains("disposed", result.Error!.Message);
    }

    [TestMethod]
    public void Protection_MoreThanCanEverBeGiven_IsRefusedWithBothNumbers()
    {
        using var limiter = new RateLimiter(new() { Permits = 10, Burst = 3 });

        var tooHeavy = Assert.ThrowsExactly<ArgumentException>(() => new BatchOptions { Protection = new() { Bulkhead = new Bulkhead(new() { Capacity = 2 }), BulkheadWeight = 3 } });
        var tooMany = Assert.ThrowsExactly<ArgumentException>(() => new Job("echo") { Protection = new() { RateLimiter = limiter, RatePermits = 4 } });

        Assert.Contains("BulkheadWeight (3)", tooHeavy.Message);
        Assert.Contains("RatePermits (4)", tooMany.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new AttemptProtection { BulkheadWeight = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new AttemptProtection { RatePermits = 1_000_001 });
    }
}
