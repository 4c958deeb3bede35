using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Messaging;
using Arrea.Dataflow.Tests.Messaging;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Workers;

/// <summary>Requests: one answer, or one exception, at the first moment that is sure.</summary>
[TestClass]
public sealed class RequestTests
{
    [TestMethod]
    public async Task RequestAsync_WorkerAnswers_GivesTheFirstAnswer()
    {
        await using var engine = Engines.Create();
        var worker = engine.Workers.Start("w", [Job.Run(async (WorkerContext x) =>
        {
            var request = await x.Messages.ReadAsync(x.CancellationToken);
            Assert.IsTrue(request.IsRequest);
            return request.Answer((int)request.Payload + 1) && !request.Answer("second");
        })], Engines.NoRetry);

        Assert.AreEqual(42, await engine.Workers.RequestAsync("w", 41, Timeout.InfiniteTimeSpan));
        Assert.AreEqual(true, (await worker.Completion).Results[0].Value);
    }

    [TestMethod]
    public async Task RequestAsync_RoutedRequest_IsAnsweredByTheTarget()
    {
        await using var engine = Engines.Create();
        var router = engine.Workers.Start("router", [MessageTests.Adder(1)], Engines.NoRetry);
        engine.Workers.Start("target", [Job.Run(async (WorkerContext x) =>
        {
            var request = await x.Messages.ReadAsync(x.CancellationToken);
            request.Answer($"{request.Sender}, {request.Payload}");
        })], Engines.NoRetry);

        Assert.AreEqual("router, 1", await engine.Workers.RequestAsync("router", new SendToWorker("target", 1), Timeout.InfiniteTimeSpan));
        await router.CancelAsync();
    }

    [TestMethod]
    public async Task RequestAsync_NobodyToAsk_FailsAtOnce()
    {
        await using var engine = Engines.Create(new ManualTimeProvider());
        var deaf = engine.Workers.Start("deaf", [Job.Run(ct => Task.Delay(Timeout.Infinite, ct))], Engines.NoRetry);
        var full = engine.Workers.Start("full", [Job.Run((WorkerContext x) => Task.Delay(Timeout.Infinite, x.CancellationToken))], Engines.NoRetry);
        while (engine.Workers.SendMessage("full", 1))
        {
        }

        var unknown = await Assert.ThrowsExactlyAsync<WorkerNotFoundException>(() => engine.Workers.RequestAsync("nobody", 1, TimeSpan.FromDays(1)));
        var cannot = await Assert.ThrowsExactlyAsync<WorkerNotFoundException>(() => engine.Workers.RequestAsync("deaf", 1, TimeSpan.FromDays(1)));
        var noRoom = await Assert.ThrowsExactlyAsync<WorkerNotFoundException>(() => engine.Workers.RequestAsync("full", 1, TimeSpan.FromDays(1)));

        Assert.AreEqual("nobody", unknown.WorkerId);
        Assert.Contains("not known", unknown.Message);
        Assert.Contains("cannot receive", cannot.Message);
        Assert.Contains("1024", noRoom.Message);
        await deaf.CancelAsync();
        await full.CancelAsync();
    }

    [TestMethod]
    public async Task RequestAsync_WorkerEndsWithoutAnswer_FailsThen()
    {
        await using var engine = Engines.Create(new ManualTimeProvider());
        var go = MessageTests.Signal();
        WorkerMessage? kept = null;
        var worker = engine.Workers.Start("w", [Job.Run(async (WorkerContext x) =>
        {
            kept = await x.Messages.ReadAsync(x.CancellationToken);
            await go.Task;
        })], Engines.NoRetry);
        var taken = engine.Workers.RequestAsync("w", 1, TimeSpan.FromDays(1));
        var untaken = engine.Workers.RequestAsync("w", 2, TimeSpan.FromDays(1));
        await Condition.HoldsAsync(() => kept is not null, "the first is taken");
        Assert.IsFalse(taken.IsCompleted);
        go.SetResult();

        foreach (var request in new[] { taken, untaken })
        {
            Assert.Contains("ended without answering", (await Assert.ThrowsExactlyAsync<WorkerNotFoundException>(() => request)).Message);
        }

        await worker.Completion;
        Assert.IsFalse(kept!.Answer("too late"));
    }

    [TestMethod]
    public async Task RequestAsync_NoAnswerInTime_ThrowsTimeoutByTheEnginesClock()
    {
        var time = new ManualTimeProvider();
        await using var engine = Engines.Create(time);
        WorkerMessage? kept = null;
        var worker = engine.Workers.Start("w", [Job.Run(async (WorkerContext x) =>
        {
            kept = await x.Messages.ReadAsync(x.CancellationToken);
            await Task.Delay(Timeout.Infinite, x.CancellationToken);
        })], Engines.NoRetry);
        using var cancellation = new CancellationTokenSource();
        var request = engine.Workers.RequestAsync("w", 1, TimeSpan.FromSeconds(10), CancellationToken.None);
        var cancelled = engine.Workers.RequestAsync("w", 2, TimeSpan.FromSeconds(10), cancellation.Token);
        await Condition.HoldsAsync(() => kept is not null, "it is taken");

        time.Advance(TimeSpan.FromSeconds(9));
        Assert.IsFalse(request.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => cancelled);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Contains("'w' did not answer within 10 s", (await Assert.ThrowsExactlyAsync<TimeoutException>(() => request)).Message);
        Assert.IsFalse(kept!.Answer("too late"));
        await Assert.ThrowsAsync<OperationCanceledException>(() => engine.Workers.RequestAsync("w", 1, TimeSpan.FromSeconds(1), new CancellationToken(true)));
        await worker.CancelAsync();
    }

    [TestMethod]
    public async Task RequestAsync_BadArguments_Throw()
    {
        await using var engine = Engines.Create();
        foreach (var timeout in new[] { TimeSpan.Zero, TimeSpan.FromSeconds(-2), TimeSpan.FromDays(46) })
        {
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => { _ = engine.Workers.RequestAsync("w", 1, timeout); });
        }

        Assert.ThrowsExactly<ArgumentNullException>(() => { _ = engine.Workers.RequestAsync(null!, 1, TimeSpan.FromSeconds(1)); });
        Assert.ThrowsExactly<ArgumentNullException>(() => { _ = engine.Workers.RequestAsync("w", null!, TimeSpan.FromSeconds(1)); });
    }

    [TestMethod]
    public async Task RequestAsync_EngineIsDisposed_Fails()
    {
        var engine = Engines.Create();
        engine.Workers.Start("w", [Job.Run((WorkerContext x) => Task.Delay(Timeout.Infinite, x.CancellationToken))], Engines.NoRetry);
        var requests = Enumerable.Range(0, 10).Select(n => engine.Workers.RequestAsync("w", n, Timeout.InfiniteTimeSpan)).ToList();

        await engine.DisposeAsync();

        foreach (var request in requests)
        {
            await Assert.ThrowsExactlyAsync<WorkerNotFoundException>(() => request.WaitAsync(Condition.Patience));
        }

        await Assert.ThrowsExactlyAsync<WorkerNotFoundException>(() => engine.Workers.RequestAsync("w", 1, Timeout.InfiniteTimeSpan));
        Assert.AreEqual(0, engine.Mail.Count);
    }

    [TestMethod]
    public async Task RequestAsync_WhileWorkersEnd_IsAnsweredOrFailsButNeverHangs()
    {
        var rounds = TestScale.Choose(300, 6_000, "workers that end while they are asked");
        await using var engine = Engines.Create();
        var failed = 0;
        for (var round = 0; round < rounds; round++)
        {
            var id = $"w{round}";
            var answers = round % 3;
            var worker = engine.Workers.Start(id, [Job.Run(async (WorkerContext x) =>
            {
                for (var n = 0; n < answers; n++)
                {
                    var request = await x.Messages.ReadAsync(x.CancellationToken);
                    Assert.IsTrue(request.Answer(request.Payload));
                }
            })], Engines.NoRetry);
            var requests = Enumerable.Range(0, 3).Select(n => Task.Run(() => engine.Workers.RequestAsync(id, n, Timeout.InfiniteTimeSpan))).ToList();
            var answered = 0;
            foreach (var (request, n) in requests.Select(static (request, n) => (request, n)))
            {
                try
                {
                    Assert.AreEqual(n, await request.WaitAsync(Condition.Patience));
                    answered++;
                }
                catch (WorkerNotFoundException)
                {
                    failed++;
                }
            }

            Assert.IsTrue((await worker.Completion).IsSuccess);
            Assert.AreEqual(answers, answered);
        }

        Assert.AreEqual(rounds, failed / 2);
    }
}
