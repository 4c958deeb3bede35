using System.Collections.Concurrent;
using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Arrea.Dataflow.Tests.Batches;

/// <summary>Users' code that does what nobody expects: none of it may hang a batch, lose an outcome or touch another job.</summary>
[TestClass]
public sealed class HostileTests(TestContext context)
{
    private static readonly AsyncLocal<string?> Tenant = new();

    [TestMethod]
    public async Task Results_ReaderThatUsesTheEngineItself_IsNotStarvedByItsOwnBatch()
    {
        await using var engine = Engines.Create(maxWorkers: 2);
        var one = Job.Run(() => 1);
        var read = 0;

        var batch = engine.Run(Lazy(Enumerable.Repeat<Job>(one, 5_000)), Engines.Workers(2));
        await foreach (var result in batch.Results.WithCancellation(context.CancellationToken))
        {
            if (read++ % 50 == 0)
            {
                Assert.AreEqual(1, (await engine.ExecuteAsync(one, context.CancellationToken)).Value);
            }
        }

        Assert.AreEqual(5_000, read);
    }

    [TestMethod]
    public async Task Results_ReaderThatPauses_LeavesTheSlotsToOthers()
    {
        await using var engine = Engines.Create(maxWorkers: 1);
        var batch = engine.Run(Lazy(Enumerable.Repeat<Job>(Job.Run(() => 1), 10_000)), Engines.Workers(1));
        await using var reader = batch.Results.GetAsyncEnumerator(context.CancellationToken);
        await reader.MoveNextAsync();
        await Condition.HoldsAsync(() => batch.Counts.Completed >= ResultStream.MaxBacklog, "the reader is behind");

        Assert.IsTrue((await engine.ExecuteAsync(Job.Run(() => 1), context.CancellationToken)).IsSuccess);
        Assert.IsLessThan(10_000, batch.Counts.Completed);
        while (await reader.MoveNextAsync())
        {
        }

        Assert.AreEqual(10_000, (await batch.Completion).Total);
    }

    [TestMethod]
    public async Task CancelAsync_WhileKeyedJobsAreRead_EndsEveryBatchAndFreesEveryKey()
    {
        await using var engine = Engines.Create();
        for (var round = 0; round < TestScale.Choose(40, 400, "rounds of cancelling while keys are taken"); round++)
        {
            var jobs = Enumerable.Range(0, 100_000).Select(Job (n) => Job.Run(() => n) with { Key = $"k{n % 3}" });
            var batches = Enumerable.Range(0, 4).Select(_ => engine.Run(Lazy(jobs), Engines.Workers(2))).ToArray();
            await Condition.HoldsAsync(() => batches.Sum(static batch => batch.Counts.Completed) > round % 20, "some are done");
            await Task.WhenAll(batches.Select(static batch => batch.CancelAsync())).WaitAsync(Condition.Patience, context.CancellationToken);
        }

        var after = await engine.RunAsync(Enumerable.Range(0, 3).Select(static Job (n) => Job.Run(() => n) with { Key = $"k{n}" }), cancellationToken: context.CancellationToken);
        Assert.IsTrue(after.IsSuccess);
    }

    [TestMethod]
    public async Task RunAsync_ExceptionWhoseMessageThrows_IsAFailureLikeAnyOther()
    {
        await using var engine = Engines.Create();

        var result = await engine.RunAsync([Job.Run(() => throw new SpitefulException()), Job.Run(() => 2)], Engines.Workers(1), context.CancellationToken);

        Assert.AreEqual((OutcomeKind.Failed, JobErrorCodes.Exception), (result.Results[0].Outcome, result.Results[0].Error?.Code));
        Assert.Contains(nameof(SpitefulException), result.Results[0].Error!.Message);
        Assert.IsTrue(result.Results[1].IsSuccess);
    }

    [TestMethod]
    public async Task Report_FromAnAttemptThatIsOver_IsIgnored()
    {
        await using var engine = Engines.Create();
        var log = new EventLog();
        var late = new ConcurrentBag<WorkerContext>();
        var policy = Engines.NoRetry with { OnError = PolicyAction.Retry, MaxRetries = 1, RetryDelay = TimeSpan.Zero };

        var result = await engine.RunAsync([Job.Run(worker =>
        {
            foreach (var before in late)
            {
                before.ReportProgress(1);
                before.Warn("from the grave");
            }

            late.Add(worker);
            return worker.Attempt == 1 ? throw new IOException() : 1;
        })], Engines.Workers(1) with { Recorder = log, Policy = policy }, context.CancellationToken);
        late.First().ReportProgress(2);

        Assert.IsTrue(result.IsSuccess);
        Assert.AreEqual("WorkerStarted RetryScheduled Progress Result Finished", log.KindsOfJob(0));
    }

    [TestMethod]
    public async Task Log_ThatThrows_CostsNoOutcome()
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { LoggerFactory = new SpitefulLoggers() });

        var result = await engine.RunAsync(
            ["echo careful >&2", Job.Run(worker => worker.Warn("careful")), Job.Run(() => 1)], Engines.Workers(2) with { Log = true }, context.CancellationToken);

        Assert.IsTrue(result.IsSuccess);
    }

    [TestMethod]
    public async Task Recorder_StillWritingTheStart_NoJobBegins()
    {
        await using var engine = Engines.Create();
        var hold = new TaskCompletionSource();
        var first = engine.Run([Job.Run(() => hold.Task) with { Key = "k" }]);
        var recorder = new Gate();

        var second = engine.Run([Job.Run(() => 1) with { Key = "k" }, Job.Run(() => 2)], Engines.Workers(2) with { Recorder = recorder });
        hold.SetResult();
        await first.Completion;
        Assert.HasCount(1, recorder.Log.All);
        recorder.Open.SetResult();
        await second.Completion;

        Assert.IsInstanceOfType<BatchStarted>(recorder.Log.All[0]);
        Assert.IsInstanceOfType<BatchCompleted>(recorder.Log.All[^1]);
        Assert.AreEqual(2, (await second.Completion).Succeeded);
    }

    [TestMethod]
    public async Task Token_KeptByAJob_IsNotCancelledByTheNextOne()
    {
        var time = new ManualTimeProvider();
        await using var engine = Engines.Create(time);
        CancellationToken kept = default;

        var batch = engine.Run(
            [
                Job.Run(async ct =>
                {
                    kept = ct;
                    await Task.Yield();
                }),
                Job.Run(ct => Task.Delay(Timeout.Infinite, ct)) with { Timeout = TimeSpan.FromSeconds(1) },
            ],
            Engines.Workers(1));
        await Condition.HoldsAsync(() => batch.Counts is { Completed: 1, Active: 1 } && batch.RunningWorkers.Any(), "the second job hangs");
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.AreEqual(1, (await batch.Completion).TimedOut);
        Assert.IsFalse(kept.IsCancellationRequested);
    }

    [TestMethod]
    public async Task AmbientValues_SetByAJob_AreNotSeenByTheNextOne()
    {
        await using var engine = Engines.Create();
        Tenant.Value = "the caller's";

        var result = await engine.RunAsync(
            [Job.Run(() => Tenant.Value = "somebody's"), Job.Run(() => Tenant.Value), Job.Run(async () =>
            {
                Tenant.Value = "another's";
                await Task.Yield();
            }), Job.Run(() => Tenant.Value)],
            Engines.Workers(1),
            context.CancellationToken);

        Assert.AreEqual("the caller's", result.Results[1].Value);
        Assert.AreEqual("the caller's", result.Results[3].Value);
    }

    [TestMethod]
    public async Task RetryBudget_OfEachPolicy_IsItsOwn()
    {
        await using var engine = Engines.Create();
        static Job Failing(int budget) => Job.Run(() => throw new IOException()) with { Policy = new ErrorPolicy { MaxRetries = 100, RetryDelay = TimeSpan.Zero, RetryBudget = budget } };

        var result = await engine.RunAsync([Failing(5), Failing(1)], Engines.Workers(1), context.CancellationToken);

        CollectionAssert.AreEqual(new[] { 6, 2 }, result.Results.Select(static job => job.Attempts).ToArray());
    }

    [TestMethod]
    public async Task Custom_ThatReturnsTheDefault_Stops()
    {
        await using var engine = Engines.Create();

        Assert.AreEqual(1, (await engine.ExecuteAsync(Job.Run(() => throw new IOException()) with { Policy = ErrorPolicy.Custom((_, _, _) => default) }, context.CancellationToken)).Attempts);
    }

    [TestMethod]
    [DoNotParallelize]
    public async Task ExecuteAsync_JobsThatEachStartTheNext_KeepNoneOfThePast()
    {
        await using var engine = Engines.Create();
        var ended = new TaskCompletionSource();
        var before = GC.GetTotalMemory(forceFullCollection: true);

        // Each link carries 64 KiB, and is over before the one that it started is.
        Job Link(int left, byte[] load) => Job.Run(async () =>
        {
            if (left == 0)
            {
                ended.SetResult();
                return load.Length;
            }

            _ = engine.ExecuteAsync(Link(left - 1, new byte[64 * 1024]));
            await Task.Yield();
            return load.Length;
        });

        await engine.ExecuteAsync(Link(2_000, []), context.CancellationToken);
        await ended.Task.WaitAsync(Condition.Patience, context.CancellationToken);

        Assert.IsLessThan(before + (32L << 20), GC.GetTotalMemory(forceFullCollection: true));
    }

    private static async IAsyncEnumerable<Job> Lazy(IEnumerable<Job> jobs)
    {
        foreach (var job in jobs)
        {
            yield return job;
        }

        await Task.CompletedTask;
    }

    private sealed class SpitefulException : Exception
    {
        public override string Message => throw new InvalidOperationException("no message for you");
    }

    private sealed class SpitefulLoggers : ILoggerFactory, ILogger
    {
        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => throw new IOException("the log's disk is full");
    }

    private sealed class Gate : IEventRecorder
    {
        public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public EventLog Log { get; } = new();

        public async ValueTask RecordAsync(LeaderEvent leaderEvent)
        {
            Log.OnNext(leaderEvent);
            await Open.Task;
        }
    }
}
