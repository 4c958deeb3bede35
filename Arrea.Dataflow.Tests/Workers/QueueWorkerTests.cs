using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Tests.Messaging;
using Arrea.Dataflow.Tests.Support;
using Arrea.Dataflow.Workers;

namespace Arrea.Dataflow.Tests.Workers;

/// <summary>Queue workers: order, weights, back-pressure, and a result for each accepted job on every path.</summary>
[TestClass]
public sealed class QueueWorkerTests
{
    [TestMethod]
    public async Task EnqueueAsync_Priorities_HighestFirstThenOldest()
    {
        await using var engine = Engines.Create();
        await using var queue = engine.Workers.StartQueue("q", new() { Budget = 1, Policy = Engines.NoRetry });
        var go = MessageTests.Signal();
        var order = new List<string>();
        var blocker = await queue.EnqueueAsync(Job.Run(() => go.Task));
        await Condition.HoldsAsync(() => queue.Running == 1, "the first runs");
        var results = new List<Task<JobResult>>();
        foreach (var (name, priority) in new[] { ("low", -1), ("a", 0), ("high", 7), ("b", 0), ("highest", int.MaxValue) })
        {
            results.Add(await queue.EnqueueAsync(Job.Run(() => order.Add(name)) with { Priority = priority, Tag = name }));
        }

        Assert.AreEqual((5, 1, 1), (queue.Queued, queue.Running, queue.Used));
        go.SetResult();
        await queue.CompleteAsync();

        Assert.IsTrue((await blocker).IsSuccess);
        CollectionAssert.AreEqual(new[] { "highest", "high", "a", "b", "low" }, order);
        CollectionAssert.AreEqual(new[] { "low", "a", "high", "b", "highest" }, results.Select(static result => result.Result.Tag).ToList());
        Assert.AreEqual((0, 0, 0), (queue.Queued, queue.Running, queue.Used));
        Assert.AreEqual(0, engine.Workers.Taken);
    }

    [TestMethod]
    public async Task EnqueueAsync_Weights_NeverExceedTheBudget()
    {
        await using var engine = Engines.Create();
        await using var queue = engine.Workers.StartQueue("q", new() { Budget = 5, Capacity = 10, Policy = Engines.NoRetry });
        var random = new Random(1);
        var inside = 0;
        var most = 0;
        var gate = new Lock();
        var results = new List<Task<JobResult>>();
        for (var n = 0; n < 500; n++)
        {
            var weight = random.Next(1, 6);
            results.Add(await queue.EnqueueAsync(
                Job.Run(async () =>
                {
                    lock (gate)
                    {
                        inside += weight;
                        most = Math.Max(most, inside);
                    }

                    await Task.Yield();
                    lock (gate)
                    {
                        inside -= weight;
                    }
                }) with
                { Priority = random.Next(3) },
                weight));
            Assert.IsLessThanOrEqualTo(10, queue.Queued);
        }

        await queue.CompleteAsync();

        Assert.IsTrue(results.All(static result => result.Result.IsSuccess));
        Assert.IsLessThanOrEqualTo(5, most);
        Assert.AreEqual(500, engine.GetStats().Completed);
    }

    [TestMethod]
    public async Task EnqueueAsync_FullQueue_WaitsAndHeedsItsToken()
    {
        await using var engine = Engines.Create();
        await using var queue = engine.Workers.StartQueue("q", new() { Budget = 1, Capacity = 1, Policy = Engines.NoRetry });
        var go = MessageTests.Signal();
        var first = await queue.EnqueueAsync(Job.Run(() => go.Task));
        await Condition.HoldsAsync(() => queue.Running == 1, "the first runs");
        var second = await queue.EnqueueAsync(Job.Run(() => 2));
        using var cancellation = new CancellationTokenSource();
        var third = queue.EnqueueAsync(Job.Run(() => 3), cancellationToken: cancellation.Token);
        var fourth = queue.EnqueueAsync(Job.Run(() => 4));
        Assert.IsFalse(third.IsCompleted);
        await cancellation.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => third);
        Assert.IsFalse(fourth.IsCompleted);

        go.SetResult();

        Assert.IsTrue((await first).IsSuccess);
        Assert.AreEqual(2, (await second).Value);
        Assert.AreEqual(4, (await await fourth).Value);
    }

    [TestMethod]
    public async Task EnqueueAsync_AnyJob_RunsAsJobsOfTheEngineDo()
    {
        var log = new EventLog();
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { EventDelivery = EventDelivery.Inline });
        using var watch = engine.Events.Subscribe(log);
        await using var queue = engine.Workers.StartQueue("q", new() { Timeout = TimeSpan.FromMilliseconds(20), Policy = new() { MaxRetries = 1, RetryDelay = TimeSpan.Zero, OnTimeout = PolicyAction.Stop } });
        var fails = await queue.EnqueueAsync(new Job("exit 3") { Timeout = Timeout.InfiniteTimeSpan });
        var refused = await queue.EnqueueAsync("");
        var slow = await queue.EnqueueAsync(Job.Run(ct => Task.Delay(Timeout.Infinite, ct)));
        var talks = await queue.EnqueueAsync(Job.Run((WorkerContext x) => x.SendToWorker(x.WorkerId, 1)) with { Timeout = Timeout.InfiniteTimeSpan });

        Assert.AreEqual((OutcomeKind.Failed, 2), ((await fails).Outcome, (await fails).Attempts));
        Assert.AreEqual(OutcomeKind.Rejected, (await refused).Outcome);
        Assert.AreEqual(OutcomeKind.TimedOut, (await slow).Outcome);
        Assert.AreEqual(true, (await talks).Value);
        await queue.CompleteAsync();
        Assert.AreEqual(4, log.All.Count(static e => e is Finished or Error));
    }

    [TestMethod]
    public async Task EnqueueAsync_FromAJobOfAFullEngine_BorrowsItsPlace()
    {
        await using var engine = Engines.Create(maxWorkers: 1);
        await using var queue = engine.Workers.StartQueue("q", new() { Policy = Engines.NoRetry });

        var outer = await engine.ExecuteAsync(Job.Run(async () => (await await queue.EnqueueAsync(Job.Run(() => 42))).GetValue<int>()));

        Assert.AreEqual(42, outer.Value);
    }

    [TestMethod]
    public async Task EnqueueAsync_Misuse_Throws()
    {
        await using var engine = Engines.Create();
        var queue = engine.Workers.StartQueue("q", new() { Budget = 5, Resources = new(new() { Capacity = 10, Quota = 3 }) });

        await Assert.ThrowsExactlyAsync<ArgumentNullException>(() => queue.EnqueueAsync(null!));
        await Assert.ThrowsExactlyAsync<ArgumentOutOfRangeException>(() => queue.EnqueueAsync("true", 0));
        await Assert.ThrowsExactlyAsync<ArgumentOutOfRangeException>(() => queue.EnqueueAsync("true", 4));
        await queue.CompleteAsync();
        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => queue.EnqueueAsync("true"));
        await queue.DisposeAsync();
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => queue.EnqueueAsync("true"));

        foreach (var bad in new Func<QueueWorkerOptions>[]
        {
            () => new() { Capacity = 0 }, () => new() { Capacity = 10_000_001 }, () => new() { Budget = 0 }, () => new() { Budget = 1_000_000_001 }, () => new() { Timeout = TimeSpan.Zero },
        })
        {
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => bad());
        }

        Assert.AreEqual((10_000_000, 1_000_000_000), (new QueueWorkerOptions { Capacity = 10_000_000 }.Capacity, new QueueWorkerOptions { Budget = 1_000_000_000 }.Budget));
        Assert.AreEqual((1_000, 10), (new QueueWorkerOptions().Capacity, new QueueWorkerOptions().Budget));
    }

    [TestMethod]
    public async Task Resources_SharedBudget_IsReservedAndReleasedExactly()
    {
        var resources = new ResourceBudget(new() { Capacity = 5 });
        await using var engine = Engines.Create();
        await using var queue = engine.Workers.StartQueue("q", new() { Budget = 100, Resources = resources, Holder = "them", Policy = Engines.NoRetry });
        Assert.IsTrue(resources.Reserve("others", 2));
        var go = Enumerable.Range(0, 3).Select(_ => MessageTests.Signal()).ToList();
        var light = await queue.EnqueueAsync(Job.Run(() => go[0].Task), 1);
        var heavy = await queue.EnqueueAsync(Job.Run(() => go[1].Task), 2);
        await Condition.HoldsAsync(() => queue.Running == 2, "two run");
        var waits = await queue.EnqueueAsync(Job.Run(() => go[2].Task), 2);
        Assert.AreEqual(3, resources.UsedBy("them"));

        go[1].SetResult();
        Assert.IsTrue((await heavy).IsSuccess);
        await Condition.HoldsAsync(() => queue.Running == 2 && resources.UsedBy("them") == 3, "the third took the second's place");
        go[0].SetResult();
        Assert.IsTrue((await light).IsSuccess);
        Assert.AreEqual(2, resources.UsedBy("them"), "what the first had is free, not what was reserved first");
        go[2].SetResult();
        Assert.IsTrue((await waits).IsSuccess);
        Assert.AreEqual((0, 2), (resources.UsedBy("them"), resources.Used));

        resources.Reserve("others", 3);
        var blocked = await queue.EnqueueAsync(Job.Run(() => 1), 1);
        await Condition.HoldsAsync(() => queue.Used == 1, "it is out of the queue");
        Assert.IsFalse(blocked.IsCompleted);
        resources.ReleaseAll("others");
        Assert.IsTrue((await blocked).IsSuccess);
        resources.Reserve("others", 5);
        var never = await queue.EnqueueAsync(Job.Run(() => 1), 1);
        await queue.DisposeAsync();
        Assert.AreEqual(OutcomeKind.Interrupted, (await never).Outcome);
        Assert.AreEqual(0, resources.UsedBy("them"));
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task DisposeAsync_RunningAndQueuedJobs_EndInterrupted(bool engineToo)
    {
        var log = new EventLog();
        var engine = ArreaEngine.Create(new ArreaEngineOptions { EventDelivery = EventDelivery.Inline });
        using var watch = engine.Events.Subscribe(log);
        var queue = engine.Workers.StartQueue("q", new() { Budget = 2, Capacity = 5, Policy = Engines.NoRetry });
        var started = 0;
        Job Hangs() => Job.Run(ct =>
        {
            Interlocked.Increment(ref started);
            return Task.Delay(Timeout.Infinite, ct);
        });
        var results = new List<Task<JobResult>>();
        for (var n = 0; n < 7; n++)
        {
            results.Add(await queue.EnqueueAsync(Hangs()));
        }

        await Condition.HoldsAsync(() => Volatile.Read(ref started) == 2, "two run");
        var late = queue.EnqueueAsync(Hangs());

        await (engineToo ? engine.DisposeAsync() : queue.DisposeAsync());

        Assert.IsTrue(results.All(static result => result is { IsCompletedSuccessfully: true, Result.Outcome: OutcomeKind.Interrupted }));
        Assert.AreEqual(2, started);
        Assert.AreEqual(5, results.Count(static result => result.Result.Attempts == 0));
        await Assert.ThrowsExactlyAsync<ObjectDisposedException>(() => late);
        Assert.AreEqual(7, log.All.OfType<Error>().Count());
        Assert.AreEqual(5, engine.GetStats().NeverStarted);
        Assert.AreEqual(0, engine.Workers.Taken);
        await engine.DisposeAsync();
    }

    [TestMethod]
    public async Task DisposeAsync_AtAnyMoment_LeavesNoJobWithoutResult()
    {
        var rounds = TestScale.Choose(200, 3_000, "queue workers that are ended at some moment");
        for (var seed = 0; seed < rounds; seed++)
        {
            var random = new Random(seed);
            var resources = new ResourceBudget(new() { Capacity = 3 });
            var engine = Engines.Create(maxWorkers: random.Next(1, 4));
            var queue = engine.Workers.StartQueue("q", new() { Budget = random.Next(2, 6), Capacity = random.Next(1, 8), Policy = Engines.NoRetry, Resources = seed % 2 == 0 ? resources : null });
            var accepted = new List<Task<JobResult>>();
            var jobs = random.Next(1, 30);
            var giver = Task.Run(async () =>
            {
                try
                {
                    for (var n = 0; n < jobs; n++)
                    {
                        var kind = n % 4;
                        accepted.Add(await queue.EnqueueAsync(
                            kind == 0 ? Job.Run(ct => Task.Delay(Timeout.Infinite, ct)) with { Timeout = TimeSpan.FromMilliseconds(2) }
                                : kind == 1 ? Job.Run(() => throw new IOException("no"))
                                : Job.Run(async () => await Task.Yield()) with { Key = kind == 2 ? "k" : null },
                            1 + (n % 2)));
                    }
                }
                catch (InvalidOperationException)
                {
                    // Completed or disposed under way.
                }
            });
            for (var spin = random.Next(2_000); spin > 0; spin--)
            {
                await Task.Yield();
            }

            await (random.Next(3) switch
            {
                0 => queue.CompleteAsync(),
                1 => queue.DisposeAsync().AsTask(),
                _ => engine.DisposeAsync().AsTask(),
            }).WaitAsync(Condition.Patience);
            await giver.WaitAsync(Condition.Patience);

            Assert.IsTrue(accepted.All(static result => result.IsCompletedSuccessfully), $"seed {seed}");
            Assert.AreEqual(accepted.Count, engine.GetStats().Ended, $"seed {seed}");
            Assert.AreEqual((0L, 0), (resources.Used, queue.Used), $"seed {seed}");
            Assert.AreEqual(0, engine.Workers.Taken);
            await engine.DisposeAsync();
        }
    }
}
