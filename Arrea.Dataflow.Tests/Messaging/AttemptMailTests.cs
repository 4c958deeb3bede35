using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Messaging;

/// <summary>The messages that one attempt of a job sees, and those that wait for the next.</summary>
[TestClass]
public sealed class AttemptMailTests(TestContext context)
{
    [TestMethod]
    public async Task Messages_JobThatIsRetried_WaitForTheNextAttempt()
    {
        var time = new ManualTimeProvider();
        await using var engine = Engines.Create(time);
        var policy = Engines.NoRetry with { OnError = PolicyAction.Retry, MaxRetries = 1, RetryDelay = TimeSpan.FromSeconds(1) };
        var batch = engine.Run([Job.Run(async (WorkerContext x) =>
        {
            var message = await x.Messages.ReadAsync(x.CancellationToken);
            return x.Attempt == 1 ? throw new IOException("once") : $"{message.Payload}";
        })], Engines.Workers(1) with { Policy = policy });
        var id = $"{batch.Id}/0";
        await Condition.HoldsAsync(() => engine.Workers.SendMessage(id, "first"), "there is a mailbox");
        await time.RetryWaitsAsync(batch, 1);

        Assert.IsTrue(engine.Workers.SendMessage(id, "second"));
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.AreEqual("second", (await batch.Completion).Results[0].Value);
        Assert.AreEqual(0, engine.Mail.Count);
    }

    [TestMethod]
    public async Task Mailboxes_OfJobsLeftBehindAsTheyBegin_AreAllGone()
    {
        var rounds = TestScale.Choose(300, 20_000, "batches cancelled as their jobs begin");
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { AbandonAfter = TimeSpan.Zero });
        for (var round = 0; round < rounds; round++)
        {
            var batch = engine.Run(Enumerable.Range(0, 16).Select(static _ => (Job)Job.Run(static x => x.Index)), Engines.Workers(4));
            await batch.CancelAsync();
            var counts = batch.Counts;
            Assert.AreEqual((0L, 16L), (counts.Active, counts.Ended));
        }

        Assert.AreEqual(0, engine.Mail.Count);
    }

    [TestMethod]
    public async Task Events_DelegateReportsBeyondItsEnd_ComeBeforeTheLastOne()
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { EventDelivery = Dataflow.Events.EventDelivery.Inline });
        var log = new EventLog();
        using var watch = engine.Events.Subscribe(log);
        var reporters = new List<Task>();

        await engine.RunAsync(
            Enumerable.Range(0, 200).Select(_ => (Job)Job.Run(x =>
            {
                lock (reporters)
                {
                    reporters.Add(Task.Run(() =>
                    {
                        for (var n = 0; n < 50; n++)
                        {
                            x.ReportProgress(n);
                        }
                    }));
                }
            })),
            Engines.Workers(4));
        await Task.WhenAll(reporters);

        for (var index = 0; index < 200; index++)
        {
            Assert.EndsWith("Progress Result Finished", log.KindsOfJob(index));
        }
    }

    [TestMethod]
    public async Task Progress_ObserverBlocksOnIt_HoldsItsJobNoLongerThanADelegateWould()
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { EventDelivery = Dataflow.Events.EventDelivery.Inline, AbandonAfter = TimeSpan.FromMilliseconds(50) });
        using var letGo = new ManualResetEventSlim();
        var blocked = new TaskCompletionSource();
        using var watch = engine.Events.Subscribe(e =>
        {
            if (e is Dataflow.Events.Progress { Percent: 1 })
            {
                blocked.SetResult();
                letGo.Wait();
            }
        });

        // With a stuck observer in line, what comes after it is not told; but the job has its outcome.
        var running = engine.ExecuteAsync(Job.Run(async x =>
        {
            _ = Task.Run(() => x.ReportProgress(1));
            await blocked.Task;
        }));

        Assert.AreEqual(OutcomeKind.Succeeded, (await running.WaitAsync(Condition.Patience)).Outcome);
        letGo.Set();
    }

    [TestMethod]
    public async Task Context_AttemptIsOver_NeitherReadsNorSends()
    {
        var time = new ManualTimeProvider();
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { TimeProvider = time, AbandonAfter = TimeSpan.Zero });
        var policy = Engines.NoRetry with { OnTimeout = PolicyAction.Retry, MaxRetries = 1, RetryDelay = TimeSpan.Zero };
        WorkerContext? left = null;
        var forever = MessageTests.Signal();
        var batch = engine.Run([Job.Run(async (WorkerContext x) =>
        {
            if (x.Attempt == 1)
            {
                left = x;
                await forever.Task;
            }

            return (await x.Messages.ReadAsync(x.CancellationToken)).Payload;
        }) with { Timeout = TimeSpan.FromSeconds(1) }], Engines.Workers(1) with { Policy = policy });
        await Condition.HoldsAsync(() => left is not null, "the first attempt runs");
        var waiting = left!.Messages.WaitToReadAsync().AsTask();
        while (batch.Counts.Retried == 0)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        Assert.IsFalse(await waiting.WaitAsync(Condition.Patience));
        await left.Messages.Completion.WaitAsync(Condition.Patience);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await Condition.HoldsAsync(() => engine.Workers.Find($"{batch.Id}/0") is { Attempt: 2 }, "the second attempt runs");
        Assert.IsTrue(engine.Workers.SendMessage($"{batch.Id}/0", "kept"));
        Assert.IsFalse(left.Messages.TryRead(out _));
        Assert.IsFalse(left.SendToWorker($"{batch.Id}/0", "late"));
        Assert.AreEqual(0, left.Broadcast("late"));

        Assert.AreEqual("kept", (await batch.Completion).Results[0].Value);
        forever.SetResult();
    }

    [TestMethod]
    public async Task Messages_ReaderIsAChannelReader_PeeksCountsAndHeedsTokens()
    {
        await using var engine = Engines.Create();
        var worker = engine.Workers.Start("w", [Job.Run(async (WorkerContext x) =>
        {
            using var cancellation = new CancellationTokenSource();
            var wait = x.Messages.WaitToReadAsync(cancellation.Token).AsTask();
            await cancellation.CancelAsync();
            await Assert.ThrowsAsync<OperationCanceledException>(() => wait);
            await Assert.ThrowsAsync<OperationCanceledException>(() => x.Messages.WaitToReadAsync(new CancellationToken(true)).AsTask());
            Assert.IsFalse(x.Messages.TryPeek(out _));
            Assert.IsTrue(x.SendToWorker(x.WorkerId, "mine"));
            Assert.IsTrue(await x.Messages.WaitToReadAsync(x.CancellationToken));
            Assert.IsTrue(x.Messages.TryPeek(out var seen));
            Assert.AreEqual(1, x.Messages.Count);
            Assert.IsTrue(x.Messages.TryRead(out var taken));
            Assert.AreSame(seen, taken);
            Assert.AreEqual(0, x.Messages.Count);
            Assert.AreEqual("w", taken.Sender);
        })], Engines.NoRetry);

        (await worker.Completion.WaitAsync(context.CancellationToken)).EnsureSuccess();
    }
}
