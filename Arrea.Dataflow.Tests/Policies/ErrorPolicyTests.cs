using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Policies;

[TestClass]
public sealed class ErrorPolicyTests
{
    private readonly ManualTimeProvider _time = new();

    [TestMethod]
    public void Presets_HaveTheDocumentedValues()
    {
        Assert.AreEqual((PolicyAction.Retry, PolicyAction.Retry, WarningAction.Log, 3), (ErrorPolicy.Default.OnError, ErrorPolicy.Default.OnTimeout, ErrorPolicy.Default.OnWarning, ErrorPolicy.Default.MaxRetries));
        Assert.AreEqual((TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30)), (ErrorPolicy.Default.RetryDelay, ErrorPolicy.Default.Timeout));
        Assert.AreEqual((PolicyAction.Stop, PolicyAction.Stop), (ErrorPolicy.Strict.OnError, ErrorPolicy.Strict.OnTimeout));
        Assert.AreEqual((10, TimeSpan.FromSeconds(2)), (ErrorPolicy.Tolerant().MaxRetries, ErrorPolicy.Tolerant().RetryDelay));
        Assert.AreEqual((4, TimeSpan.FromSeconds(9)), (ErrorPolicy.Tolerant(4, TimeSpan.FromSeconds(9)).MaxRetries, ErrorPolicy.Tolerant(4, TimeSpan.FromSeconds(9)).RetryDelay));
    }

    [TestMethod]
    public async Task Default_WithoutAnyPolicy_RetriesThreeTimesASecondApart()
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { TimeProvider = _time });
        var log = new EventLog();
        var starts = new List<DateTimeOffset>();

        var run = engine.RunAsync([Job.Run(() =>
        {
            starts.Add(_time.GetUtcNow());
            throw new IOException();
        })], new BatchOptions { Recorder = log });
        var result = await _time.DriveAsync(run, TimeSpan.FromMilliseconds(100));

        Assert.AreEqual((OutcomeKind.Failed, 4), (result.Results[0].Outcome, result.Results[0].Attempts));
        Assert.HasCount(4, starts);
        Assert.IsTrue(starts.Zip(starts.Skip(1), static (a, b) => b - a >= TimeSpan.FromSeconds(1)).All(static late => late));
        CollectionAssert.AreEqual(new[] { 1, 2, 3 }, log.OfJob(0).OfType<RetryScheduled>().Select(static retry => retry.Attempt).ToArray());
        Assert.IsTrue(log.OfJob(0).OfType<RetryScheduled>().All(static retry => retry.Delay == TimeSpan.FromSeconds(1)));
    }

    [TestMethod]
    [DataRow(PolicyAction.Stop)]
    [DataRow(PolicyAction.Continue)]
    public async Task DefaultPolicy_OfTheEngine_ReachesBatches(PolicyAction action)
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { DefaultPolicy = action });

        var result = await engine.RunAsync([Job.Run(() => throw new IOException()), Job.Run(() => 1)]);

        Assert.AreEqual(1, result.Results[0].Attempts);
        Assert.IsTrue(result.Results[1].IsSuccess);
    }

    [TestMethod]
    public async Task MaxRetriesAndRetryDelay_OfTheEngine_ReachBatches()
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { MaxRetries = 1, RetryDelay = TimeSpan.Zero });

        Assert.AreEqual(2, (await engine.RunAsync(["exit 1"])).Results[0].Attempts);
        Assert.AreEqual(2, (await engine.ExecuteAsync("exit 1")).Attempts);
    }

    [TestMethod]
    public async Task Retry_ThatSucceeds_IsASuccessWithItsAttempts()
    {
        await using var engine = Engines.Create();
        var attempts = 0;

        var result = await engine.ExecuteAsync(Job.Run(() => ++attempts < 3 ? throw new IOException() : attempts));

        Assert.AreEqual((true, 3, 3), (result.IsSuccess, result.Attempts, result.Value));
    }

    [TestMethod]
    public async Task Custom_IsAskedWithTheCountAndTheAttempt()
    {
        await using var engine = Engines.Create();
        var asked = new List<(string, int, int?, string)>();
        var policy = ErrorPolicy.Custom((error, retries, attempt) =>
        {
            asked.Add((error.Code, retries, attempt.ExitCode, attempt.StandardError));
            return retries < 2 ? PolicyDecision.RetryAfter(TimeSpan.Zero) : PolicyDecision.Stop;
        });

        var result = await engine.ExecuteAsync(new Job("echo why >&2; exit 7") { Policy = policy });

        Assert.AreEqual(3, result.Attempts);
        CollectionAssert.AreEqual(new[] { ("exit_code", 0, (int?)7, "why\n"), ("exit_code", 1, 7, "why\n"), ("exit_code", 2, 7, "why\n") }, asked);
    }

    [TestMethod]
    public async Task Custom_ThatThrows_StopsTheJob()
    {
        await using var engine = Engines.Create();

        var result = await engine.ExecuteAsync(new Job("exit 7") { Policy = ErrorPolicy.Custom((_, _, _) => throw new InvalidOperationException()) });

        Assert.AreEqual((OutcomeKind.Failed, 1), (result.Outcome, result.Attempts));
    }

    [TestMethod]
    public async Task RetryOn_SaysWhichFailuresDeserveARetry()
    {
        await using var engine = Engines.Create();
        var policy = new ErrorPolicy
        {
            MaxRetries = 1,
            RetryDelay = TimeSpan.Zero,
            RetryOn = static attempt => attempt.ExitCode == 75 || attempt.Signal == 9 || attempt.Exception is IOException || attempt.StandardError.Contains("busy", StringComparison.Ordinal),
        };

        var result = await engine.RunAsync(
            ["exit 75", "exit 1", "kill -KILL $$", "echo busy >&2; exit 2", Job.Run(() => throw new IOException()), Job.Run(() => throw new InvalidOperationException())],
            new BatchOptions { Policy = policy });

        CollectionAssert.AreEqual(new[] { 2, 1, 2, 2, 2, 1 }, result.Results.Select(static job => job.Attempts).ToArray());
    }

    [TestMethod]
    public async Task RetryBudget_IsForTheWholeBatch()
    {
        await using var engine = Engines.Create();
        var policy = new ErrorPolicy { MaxRetries = 10, RetryDelay = TimeSpan.Zero, RetryBudget = 5 };

        var result = await engine.RunAsync(Enumerable.Repeat<Job>(Job.Run(() => throw new IOException()), 4), new BatchOptions { Policy = policy });

        Assert.AreEqual(5, result.Counts.Retried);
        Assert.AreEqual(9, result.Results.Sum(static job => job.Attempts));
    }

    [TestMethod]
    [DataRow(Backoff.Constant, "1 1 1 1")]
    [DataRow(Backoff.Linear, "1 2 3 4")]
    [DataRow(Backoff.Exponential, "1 2 4 5")]
    public void DelayBefore_GrowsAsItShouldUpToTheMost(Backoff backoff, string expected)
    {
        var policy = new ErrorPolicy { Backoff = backoff, MaxDelay = TimeSpan.FromSeconds(5), Jitter = 0.5 };

        Assert.AreEqual(expected, string.Join(' ', Enumerable.Range(1, 4).Select(retry => policy.DelayBefore(retry, static () => 0).TotalSeconds)));
        Assert.AreEqual(TimeSpan.FromSeconds(backoff == Backoff.Exponential ? 2.5 : backoff == Backoff.Linear ? 5 : 1), policy.DelayBefore(1_000_000, static () => 1));
    }

    [TestMethod]
    public void Values_OutOfRange_AreRefusedByName()
    {
        Assert.Contains("MaxRetries", Assert.Throws<ArgumentOutOfRangeException>(() => new ErrorPolicy { MaxRetries = -1 }).Message);
        Assert.Contains("MaxRetries", Assert.Throws<ArgumentOutOfRangeException>(() => new ErrorPolicy { MaxRetries = 1_000_001 }).Message);
        Assert.Contains("RetryDelay", Assert.Throws<ArgumentOutOfRangeException>(() => new ErrorPolicy { RetryDelay = TimeSpan.FromTicks(-1) }).Message);
        Assert.Contains("RetryDelay", Assert.Throws<ArgumentOutOfRangeException>(() => new ErrorPolicy { RetryDelay = TimeSpan.FromDays(31) }).Message);
        Assert.Contains("Jitter", Assert.Throws<ArgumentOutOfRangeException>(() => new ErrorPolicy { Jitter = double.NaN }).Message);
        Assert.Contains("Jitter", Assert.Throws<ArgumentOutOfRangeException>(() => new ErrorPolicy { Jitter = 1.01 }).Message);
        Assert.Contains("RetryBudget", Assert.Throws<ArgumentOutOfRangeException>(() => new ErrorPolicy { RetryBudget = -1 }).Message);
        Assert.Contains("OnTimeout", Assert.Throws<ArgumentOutOfRangeException>(() => new ErrorPolicy { OnTimeout = PolicyAction.Custom }).Message);
        Assert.Contains("Handler", Assert.Throws<ArgumentException>(() => new BatchOptions { Policy = new ErrorPolicy { OnError = PolicyAction.Custom } }).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => PolicyDecision.RetryAfter(TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentNullException>(() => ErrorPolicy.Custom(null!));
    }
}
