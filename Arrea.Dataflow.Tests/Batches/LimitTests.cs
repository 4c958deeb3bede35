using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Batches;

[TestClass]
public sealed class LimitTests
{
    private readonly ManualTimeProvider _time = new();

    [TestMethod]
    public async Task Timeout_NothingIsSet_IsThirtySeconds()
    {
        await using var engine = Engines.Create(_time);
        var log = new EventLog();

        var run = engine.RunAsync([Job.Run(ct => Task.Delay(Timeout.Infinite, ct))], new BatchOptions { Policy = ErrorPolicy.Strict, Recorder = log });
        var result = await _time.DriveAsync(run, TimeSpan.FromMilliseconds(100));

        Assert.AreEqual((OutcomeKind.TimedOut, JobErrorCodes.Timeout), (result.Results[0].Outcome, result.Results[0].Error?.Code));
        Assert.IsGreaterThanOrEqualTo(TimeSpan.FromSeconds(30), log.All[^1].At - log.All[0].At);
    }

    [TestMethod]
    [DataRow(1, 2, 3, 1)]
    [DataRow(3, 2, 1, 3)]
    [DataRow(null, 2, 1, 2)]
    [DataRow(null, 3, 4, 3)]
    [DataRow(null, null, 4, 4)]
    [DataRow(null, null, null, 30)]
    public async Task Timeout_TheFirstThatIsSetCounts_NeverTheSmaller(int? job, int? batch, int? policy, int expected)
    {
        await using var engine = Engines.Create(_time);
        var log = new EventLog();
        static TimeSpan? Seconds(int? n) => n is { } value ? TimeSpan.FromSeconds(value) : null;

        var run = engine.RunAsync(
            [Job.Run(ct => Task.Delay(Timeout.Infinite, ct)) with { Timeout = Seconds(job) }],
            new BatchOptions { Timeout = Seconds(batch), Policy = ErrorPolicy.Strict with { Timeout = Seconds(policy) }, Recorder = log });
        var result = await _time.DriveAsync(run, TimeSpan.FromMilliseconds(50));

        Assert.Contains($" {expected} s", result.Results[0].Error!.Message);
        var took = log.All[^1].At - log.All[0].At;
        Assert.IsGreaterThanOrEqualTo(TimeSpan.FromSeconds(expected), took);
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(-5)]
    public void Timeout_ZeroOrNegative_IsRefusedByName(int seconds)
    {
        var span = TimeSpan.FromSeconds(seconds);
        Assert.Contains("Timeout", Assert.Throws<ArgumentOutOfRangeException>(() => new BatchOptions { Timeout = span }).Message);
        Assert.Contains("Deadline", Assert.Throws<ArgumentOutOfRangeException>(() => new BatchOptions { Deadline = span }).Message);
        Assert.Contains("Timeout", Assert.Throws<ArgumentOutOfRangeException>(() => new Job("x") { Timeout = span }).Message);
        Assert.Contains("Deadline", Assert.Throws<ArgumentOutOfRangeException>(() => new Job("x") { Deadline = span }).Message);
        Assert.Contains("Timeout", Assert.Throws<ArgumentOutOfRangeException>(() => new ErrorPolicy { Timeout = span }).Message);
    }

    [TestMethod]
    public async Task Timeout_NoneOrHuge_LetsTheJobRun()
    {
        await using var engine = Engines.Create();

        foreach (var span in new[] { Timeout.InfiniteTimeSpan, TimeSpan.MaxValue, TimeSpan.FromDays(1000) })
        {
            var result = await engine.RunAsync(
                [Job.Run(async () => await Task.Yield()) with { Timeout = span, Deadline = span }], new BatchOptions { Timeout = span, Deadline = span });
            Assert.IsTrue(result.IsSuccess);
        }
    }

    [TestMethod]
    public async Task Timeout_DelegateThatIgnoresItsToken_IsLeftBehindAndTheBatchGoesOn()
    {
        var release = new TaskCompletionSource();
        using var blocked = new ManualResetEventSlim();
        await using var engine = Engines.Create(_time);

        var run = engine.RunAsync(
            [Job.Run(() => release.Task), Job.Run(() => blocked.Wait()), Job.Run(() => 3) with { Timeout = Timeout.InfiniteTimeSpan }],
            new BatchOptions { Workers = 1, Timeout = TimeSpan.FromSeconds(1), Policy = ErrorPolicy.Strict });
        var result = await _time.DriveAsync(run, TimeSpan.FromMilliseconds(50));

        CollectionAssert.AreEqual(
            new[] { OutcomeKind.TimedOut, OutcomeKind.TimedOut, OutcomeKind.Succeeded },
            result.Results.Select(static job => job.Outcome).ToArray());
        Assert.AreEqual(2, result.Counts.Abandoned);
        release.SetException(new InvalidOperationException("late"));
        blocked.Set();
        Assert.AreEqual(3, engine.GetStats().Started);
    }

    [TestMethod]
    public async Task Timeout_Command_EndsItsProcesses()
    {
        await using var engine = Engines.Create();

        var result = await engine.RunAsync(
            [new Job("echo before; (sleep 1000 & sleep 1000) & wait")], new BatchOptions { Timeout = TimeSpan.FromMilliseconds(300), Policy = ErrorPolicy.Strict });

        Assert.AreEqual(OutcomeKind.TimedOut, result.Results[0].Outcome);
        Assert.AreEqual("before\n", result.Results[0].StandardOutput);
    }

    [TestMethod]
    public async Task JobDeadline_OverAllAttempts_EndsTimedOut()
    {
        await using var engine = Engines.Create(_time);
        var policy = new ErrorPolicy { MaxRetries = 1000, RetryDelay = TimeSpan.FromSeconds(1) };

        var batch = engine.Run([Job.Run(() => throw new IOException("busy")) with { Policy = policy, Deadline = TimeSpan.FromSeconds(3.5) }]);
        for (var retry = 1; retry <= 3; retry++)
        {
            await _time.RetryWaitsAsync(batch, retry);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        var result = (await batch.Completion).Results[0];

        Assert.AreEqual((OutcomeKind.TimedOut, JobErrorCodes.Timeout), (result.Outcome, result.Error?.Code));
        Assert.AreEqual(4, result.Attempts);
        Assert.Contains("busy", result.Error!.Message);
    }

    [TestMethod]
    public async Task JobDeadline_InTheMiddleOfAnAttempt_EndsItWithoutRetry()
    {
        await using var engine = Engines.Create(_time);

        var run = engine.RunAsync([Job.Run(ct => Task.Delay(Timeout.Infinite, ct)) with { Deadline = TimeSpan.FromSeconds(2), Policy = ErrorPolicy.Default }]);
        var result = (await _time.DriveAsync(run, TimeSpan.FromMilliseconds(100))).Results[0];

        Assert.AreEqual((OutcomeKind.TimedOut, 1), (result.Outcome, result.Attempts));
        Assert.Contains("deadline of 2 s", result.Error!.Message);
    }

    [TestMethod]
    public async Task BatchDeadline_RunningJobsTimeOut_WaitingOnesAreCancelled()
    {
        await using var engine = Engines.Create(_time);
        var waits = Job.Run(ct => Task.Delay(Timeout.Infinite, ct));

        var batch = engine.Run(
            [waits, Job.Run(() => throw new IOException()) with { Policy = new ErrorPolicy { RetryDelay = TimeSpan.FromHours(1) } }, waits, waits],
            Engines.Workers(2) with { Deadline = TimeSpan.FromSeconds(5) });
        await Condition.HoldsAsync(() => batch.Counts is { Active: 3, Retried: 1 } && batch.RunningWorkers.Count() == 2, "two jobs run and one waits for its retry");
        _time.Advance(TimeSpan.FromSeconds(5));
        var result = await batch.Completion;

        CollectionAssert.AreEqual(
            new[] { OutcomeKind.TimedOut, OutcomeKind.Cancelled, OutcomeKind.TimedOut, OutcomeKind.Cancelled },
            result.Results.Select(static job => job.Outcome).ToArray());
        CollectionAssert.AreEqual(new[] { 1, 1, 1, 0 }, result.Results.Select(static job => job.Attempts).ToArray());
        Assert.AreEqual(1, result.Counts.NeverStarted);
    }

    [TestMethod]
    public async Task Completion_OfBatchesOfEveryKind_LeavesNoTimerBehind()
    {
        await using var engine = Engines.Create(_time);
        var sweepOnly = _time.ActiveTimers;

        var run = engine.RunAsync(
            [Job.Run(() => throw new IOException()), Job.Run(ct => Task.Delay(Timeout.Infinite, ct)), Job.Run(() => 1)],
            new BatchOptions { Deadline = TimeSpan.FromMinutes(5), Timeout = TimeSpan.FromSeconds(1), Policy = new ErrorPolicy { MaxRetries = 2 } });
        await _time.DriveAsync(run, TimeSpan.FromMilliseconds(100));

        Assert.AreEqual(sweepOnly, _time.ActiveTimers);
    }
}
