using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Messaging;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Messaging;

/// <summary>Messages to workers and between them.</summary>
[TestClass]
public sealed class MessageTests(TestContext context)
{
    [TestMethod]
    public async Task SendMessage_WorkerThatReceives_IsTakenInOrder()
    {
        await using var engine = Engines.Create();
        var worker = engine.Workers.Start("adder", [Adder(3)], Engines.NoRetry);

        Assert.IsTrue(engine.Workers.SendMessage("adder", 1));
        Assert.IsTrue(engine.Workers.SendMessage("adder", 2));
        Assert.IsTrue(engine.Workers.SendMessage("adder", 3));

        Assert.AreEqual("123", (await worker.Completion).Results[0].Value);
        Assert.IsFalse(engine.Workers.SendMessage("adder", 4));
    }

    [TestMethod]
    public async Task SendMessage_WorkerOfABatch_IsTaken()
    {
        await using var engine = Engines.Create();
        var batch = engine.Run([Adder(1), Adder(1)], Engines.Workers(2));
        await Condition.HoldsAsync(() => batch.RunningWorkers.Count() == 2, "both run");
        await Condition.HoldsAsync(() => engine.Workers.SendMessage($"{batch.Id}/1", "b"), "there is a mailbox");
        await Condition.HoldsAsync(() => engine.Workers.SendMessage($"{batch.Id}/0", "a"), "there is a mailbox");

        var result = await batch.Completion;

        Assert.AreEqual("a", result.Results[0].Value);
        Assert.AreEqual("b", result.Results[1].Value);
    }

    [TestMethod]
    public async Task SendMessage_UnknownOrDeafWorker_IsFalseAndTold()
    {
        await using var engine = CreateInline(out var log);
        var deaf = Signal();
        var worker = engine.Workers.Start("deaf", [Job.Run(_ => deaf.Task)], Engines.NoRetry);
        var batch = engine.Run([Job.Run(_ => deaf.Task)], Engines.Workers(1));
        await Condition.HoldsAsync(() => batch.RunningWorkers.Any(), "it runs");

        Assert.IsFalse(engine.Workers.SendMessage("deaf", 1));
        Assert.IsFalse(engine.Workers.SendMessage($"{batch.Id}/0", 1));
        Assert.IsFalse(engine.Workers.SendMessage("nobody", 1));
        Assert.IsFalse(engine.Workers.SendMessage($"{batch.Id}/1", 1));
        Assert.IsFalse(engine.Workers.SendMessage($"{batch.Id}/00", 1));
        Assert.IsFalse(engine.Workers.SendMessage("", 1));
        deaf.SetResult();
        await worker.Completion;

        CollectionAssert.AreEqual(new[] { "deaf", $"{batch.Id}/0" }, log.All.OfType<MessageInvalid>().Select(static e => e.To).ToList());
        Assert.IsTrue(log.All.OfType<MessageInvalid>().All(static e => e.Reason == MessageInvalidReason.CannotReceive));
        CollectionAssert.AreEqual(new[] { "nobody", $"{batch.Id}/1", $"{batch.Id}/00", "" }, log.All.OfType<MessageTargetNotFound>().Select(static e => e.To).ToList());
        Assert.IsEmpty(log.All.OfType<MessageSent>());
    }

    [TestMethod]
    public async Task SendMessage_FullMailbox_IsFalseAndTold()
    {
        await using var engine = CreateInline(out var log);
        var go = Signal();
        var worker = engine.Workers.Start("w", [Job.Run(async (WorkerContext x) =>
        {
            await go.Task;
            var taken = 0;
            while (x.Messages.TryRead(out _))
            {
                taken++;
            }

            return taken;
        })], Engines.NoRetry);

        var accepted = Enumerable.Range(0, 1030).Count(number => engine.Workers.SendMessage("w", number));
        Assert.AreEqual(1024, engine.Workers.Find("w")!.PendingMessages);
        go.SetResult();

        Assert.AreEqual(1024, accepted);
        Assert.AreEqual(1024, (await worker.Completion).Results[0].Value);
        Assert.AreEqual(6, log.All.Count(static e => e is MessageInvalid { To: "w", Reason: MessageInvalidReason.MailboxFull }));
        Assert.AreEqual(1024, log.All.OfType<MessageSent>().Count());
        Assert.AreEqual(1024, log.All.OfType<MessageReceived>().Count());
    }

    [TestMethod]
    public async Task Events_Message_TellSentThenReceivedAndNeverThePayload()
    {
        await using var engine = CreateInline(out var log);
        var worker = engine.Workers.Start("w", [Adder(1)], Engines.NoRetry);
        engine.Workers.SendMessage("w", "password");
        await worker.Completion;

        var messages = log.All.Where(static e => e is MessageSent or MessageReceived).ToList();

        Assert.HasCount(2, messages);
        Assert.IsTrue(messages[0] is MessageSent { From: null, To: "w" });
        Assert.IsTrue(messages[1] is MessageReceived { From: null, To: "w" });
        Assert.IsFalse(messages.Any(static e => e.ToString().Contains("password", StringComparison.Ordinal)));
        Assert.DoesNotContain("password", new SendToWorker("w", "password").ToString());
    }

    [TestMethod]
    public async Task SendToWorker_FromAJob_NamesItsSender()
    {
        await using var engine = Engines.Create();
        var receiver = engine.Workers.Start("receiver", [Job.Run(async (WorkerContext x) =>
        {
            var message = await x.Messages.ReadAsync(x.CancellationToken);
            Assert.IsFalse(message.IsRequest);
            Assert.IsFalse(message.Answer("nobody hears this"));
            return $"{message.Sender}: {message.Payload}";
        })], Engines.NoRetry);
        var sender = engine.Workers.Start("sender", [Job.Run((WorkerContext x) => x.SendToWorker("receiver", 42) && !x.SendToWorker("nobody", 42))], Engines.NoRetry);

        Assert.AreEqual(true, (await sender.Completion).Results[0].Value);
        Assert.AreEqual("sender: 42", (await receiver.Completion).Results[0].Value);
    }

    [TestMethod]
    public async Task SendMessage_SendToWorker_IsPassedOnByTheWorker()
    {
        await using var engine = CreateInline(out var log);
        var go = Signal();
        var router = engine.Workers.Start("router", [Job.Run(_ => go.Task)], Engines.NoRetry);
        var target = engine.Workers.Start("target", [Job.Run(async (WorkerContext x) => (await x.Messages.ReadAsync(x.CancellationToken)).ToString())], Engines.NoRetry);

        Assert.IsFalse(engine.Workers.SendMessage("nobody", new SendToWorker("target", 1)));
        Assert.IsFalse(engine.Workers.SendMessage("router", new SendToWorker("nobody", 1)));
        Assert.IsTrue(engine.Workers.SendMessage("router", new SendToWorker("router", new SendToWorker("target", 42))));
        go.SetResult();
        await router.Completion;

        Assert.AreEqual("message from router", (await target.Completion).Results[0].Value);
        Assert.IsTrue(log.All.Any(static e => e is MessageReceived { From: "router", To: "target" }));
        Assert.IsFalse(log.All.Any(static e => e is MessageReceived { To: "router" }));
    }

    [TestMethod]
    public async Task Broadcast_FromAWorkerAndFromOutside_ReachesAllButTheSender()
    {
        await using var engine = Engines.Create();
        var listeners = Enumerable.Range(0, 5).Select(n => engine.Workers.Start($"listener-{n}", [Adder(2)], Engines.NoRetry)).ToList();
        var deaf = engine.Workers.Start("deaf", [Job.Run(ct => Task.Delay(Timeout.Infinite, ct))], Engines.NoRetry);

        Assert.AreEqual(5, engine.Workers.Broadcast("a"));
        var caller = engine.Workers.Start("caller", [Job.Run((WorkerContext x) => x.Broadcast("b"))], Engines.NoRetry);

        Assert.AreEqual(5, (await caller.Completion).Results[0].Value);
        foreach (var listener in listeners)
        {
            Assert.AreEqual("ab", (await listener.Completion).Results[0].Value);
        }

        await deaf.CancelAsync();
        Assert.AreEqual(0, engine.Workers.Broadcast("c"));
    }

    [TestMethod]
    public async Task Messages_JobThatIsRetried_WaitForTheNextAttempt()
    {
        var time = new ManualTimeProvider();
        await using var engine = Engines.Create(time);
        var policy = Engines.NoRetry with { OnError = Arrea.Dataflow.Policies.PolicyAction.Retry, MaxRetries = 1, RetryDelay = TimeSpan.FromSeconds(1) };
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
    public async Task Context_AttemptIsOver_NeitherReadsNorSends()
    {
        var time = new ManualTimeProvider();
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { TimeProvider = time, AbandonAfter = TimeSpan.Zero });
        var policy = Engines.NoRetry with { OnTimeout = Arrea.Dataflow.Policies.PolicyAction.Retry, MaxRetries = 1, RetryDelay = TimeSpan.Zero };
        WorkerContext? left = null;
        var forever = Signal();
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

    [TestMethod]
    public async Task SendMessage_Nulls_Throw()
    {
        await using var engine = Engines.Create();

        Assert.ThrowsExactly<ArgumentNullException>(() => engine.Workers.SendMessage(null!, 1));
        Assert.ThrowsExactly<ArgumentNullException>(() => engine.Workers.SendMessage("w", null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => engine.Workers.Broadcast(null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => new SendToWorker(null!, 1));
        Assert.ThrowsExactly<ArgumentNullException>(() => new SendToWorker("w", null!));
    }

    [TestMethod]
    public async Task SendMessage_WhileWorkersEnd_TrueOnlyToALivingOne()
    {
        var rounds = TestScale.Choose(300, 5_000, "workers that end while messages come");
        await using var engine = Engines.Create();
        for (var round = 0; round < rounds; round++)
        {
            var taken = 0;
            var id = $"w{round}";
            var worker = engine.Workers.Start(id, [Job.Run(async (WorkerContext x) =>
            {
                await x.Messages.WaitToReadAsync(x.CancellationToken);
                while (x.Messages.TryRead(out _))
                {
                    taken++;
                }
            })], Engines.NoRetry);
            var sent = 0;
            while (engine.Workers.SendMessage(id, 1))
            {
                sent++;
            }

            // What came after the delegate had looked for the last time was delivered, and is lost with the worker.
            await worker.Completion;
            Assert.IsGreaterThan(0, taken);
            Assert.IsLessThanOrEqualTo(sent, taken);
            Assert.IsFalse(engine.Workers.SendMessage(id, 1));
        }

        Assert.AreEqual(0, engine.Mail.Count);
    }

    internal static Job Adder(int count) => Job.Run(async (WorkerContext x) =>
    {
        var text = "";
        for (var n = 0; n < count; n++)
        {
            text += (await x.Messages.ReadAsync(x.CancellationToken)).Payload;
        }

        return text;
    });

    internal static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static ArreaEngine CreateInline(out EventLog log)
    {
        var engine = ArreaEngine.Create(new ArreaEngineOptions { EventDelivery = EventDelivery.Inline });
        log = new EventLog();
        engine.Events.Subscribe(log);
        return engine;
    }
}
