using System.Collections.Concurrent;
using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Pipelines;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Batches;

/// <summary>Workers, the engine's ceiling, fairness, nesting, keys and priorities.</summary>
[TestClass]
public sealed class SharingTests(TestContext context)
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(3)]
    [DataRow(16)]
    public async Task Workers_ThereIsWork_AllAreUsed(int workers)
    {
        await using var engine = Engines.Create();
        using var together = new Barrier(workers);

        // Each round of jobs ends only if all workers are at it together.
        var result = await engine.RunAsync(
            Enumerable.Repeat<Job>(Job.Run(() => Task.Run(() => Assert.IsTrue(together.SignalAndWait(Condition.Patience)))), workers * 5), Engines.Workers(workers));

        Assert.IsTrue(result.IsSuccess);
    }

    [TestMethod]
    public async Task MaxWorkers_TwoBatchesAtOnce_ShareItAndBothGoOn()
    {
        await using var engine = Engines.Create(maxWorkers: 4);
        var running = 0;
        var peak = new ConcurrentBag<int>();
        var counted = Job.Run(async () =>
        {
            peak.Add(Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
        });
        var enough = false;

        // The first batch has no end until the second, submitted while all slots are taken, has come to its own.
        async IAsyncEnumerable<Job> Endless()
        {
            while (!Volatile.Read(ref enough))
            {
                yield return counted;
            }

            await Task.CompletedTask;
        }

        var first = engine.RunAsync(Endless(), Engines.Workers(4), context.CancellationToken);
        await Condition.HoldsAsync(() => engine.GetStats().Completed > 1000, "the first batch is on its way");
        var second = await engine.RunAsync(Enumerable.Repeat<Job>(counted, 500), Engines.Workers(4), context.CancellationToken);
        Volatile.Write(ref enough, true);
        await first;

        Assert.IsTrue(second.IsSuccess);
        Assert.IsLessThanOrEqualTo(4, peak.Max());
    }

    [TestMethod]
    public async Task MaxWorkers_SlowJobsHoldAllSlots_ASecondBatchGetsTheNextOne()
    {
        await using var engine = Engines.Create(new ManualTimeProvider(), maxWorkers: 1);
        using var release = new SemaphoreSlim(0);
        var order = new ConcurrentQueue<string>();
        Job Slow(string name) => Job.Run(async () =>
        {
            await release.WaitAsync();
            order.Enqueue(name);
        });

        var first = engine.Run(Enumerable.Repeat(Slow("first"), 200), Engines.Workers(1));
        await Condition.HoldsAsync(() => first.Counts.Active == 1, "the first batch runs");
        var second = engine.Run([Slow("second")], Engines.Workers(1));
        release.Release(201);
        await Task.WhenAll(first.Completion, second.Completion);

        Assert.IsLessThan(100, order.ToList().IndexOf("second"));
    }

    [TestMethod]
    public void Workers_AboveTheCeiling_AreRefused()
    {
        var engine = Engines.Create(maxWorkers: 2);

        var refused = Assert.Throws<ArgumentOutOfRangeException>(() => engine.Run(["echo"], new BatchOptions { Workers = 3 }));

        Assert.Contains("MaxWorkers", refused.Message);
        Assert.Contains("Workers", Assert.Throws<ArgumentOutOfRangeException>(() => new BatchOptions { Workers = -1 }).Message);
    }

    [TestMethod]
    public async Task RunAsync_TenLevelsDeepWithOneWorker_ComesToAnEnd()
    {
        await using var engine = Engines.Create(maxWorkers: 1);
        var deepest = 0;

        async Task<int> Level(int level)
        {
            deepest = Math.Max(deepest, level);
            if (level == 10)
            {
                return 1;
            }

            var below = await engine.RunAsync([Job.Run(() => Level(level + 1)), Job.Run(() => 1)]);
            var one = await engine.ExecuteAsync(Job.Run(() => 1));
            return below.EnsureSuccess().Results.Sum(static job => job.GetValue<int>()) + one.EnsureSuccess().Value;
        }

        var result = await engine.ExecuteAsync(Job.Run(() => Level(1)), context.CancellationToken);

        Assert.AreEqual(10, deepest);
        Assert.AreEqual(19, result.EnsureSuccess().Value);
        Assert.AreEqual(0, engine.Leader.GetState().Workers.Count);
    }

    [TestMethod]
    public async Task RunAsync_ManyNestedBatchesAtOnce_AllComeToAnEnd()
    {
        await using var engine = Engines.Create(maxWorkers: 2);

        var result = await engine.RunAsync(
            Enumerable.Range(0, 50).Select(Job (_) => Job.Run(async () =>
            {
                var inner = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => engine.RunAsync(Enumerable.Repeat<Job>(Job.Run(async () => await Task.Yield()), 5))));
                return inner.Sum(static batch => batch.Succeeded);
            })),
            Engines.Workers(2));

        Assert.AreEqual(50 * 15, result.EnsureSuccess().Results.Sum(static job => job.GetValue<long>()));
        await Condition.HoldsAsync(() => engine.GetStats().Active == 0, "nothing runs");
    }

    [TestMethod]
    public async Task Run_NotAwaitedInsideAJob_DoesNotExceedTheCeiling()
    {
        await using var engine = Engines.Create(maxWorkers: 1);
        var running = 0;
        var peak = 0;
        var started = new TaskCompletionSource();
        Batch? inner = null;
        var counted = Job.Run(async () =>
        {
            peak = Math.Max(peak, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
        });

        var outer = await engine.RunAsync(
            [Job.Run(() => { inner = engine.Run(Enumerable.Repeat<Job>(counted, 100)); }), .. Enumerable.Repeat<Job>(counted, 100)], Engines.Workers(1));
        await inner!.Completion;

        Assert.IsTrue(outer.IsSuccess);
        Assert.AreEqual(1, peak);
    }

    [TestMethod]
    public async Task MaxWorkers_CoversStagesToo_AndNestingThroughThemEnds()
    {
        await using var engine = Engines.Create(maxWorkers: 2);
        var running = 0;
        var peak = 0;
        async ValueTask<int> CountedAsync(int n, CancellationToken cancellationToken)
        {
            var now = Interlocked.Increment(ref running);
            lock (engine)
            {
                peak = Math.Max(peak, now);
            }

            await Task.Yield();
            Interlocked.Decrement(ref running);
            return n;
        }

        await using var pipeline = Pipeline.From<int>("counted").Then(CountedAsync, new() { Parallelism = 8 }).Build(engine.PipelineOptions);
        await using var nesting = Pipeline.From<int>("nesting")
            .Then(async (n, ct) => (await engine.ExecuteAsync(Job.Run(_ => CountedAsync(n, ct)), ct)).EnsureSuccess().Value, new() { Parallelism = 8 })
            .Build(engine.PipelineOptions);
        var batch = engine.RunAsync(Enumerable.Repeat<Job>(Job.Run(ct => CountedAsync(1, ct)), 500), Engines.Workers(2));
        var sum = 0;
        await foreach (var outcome in pipeline.RunAsync(Enumerable.Range(0, 500), context.CancellationToken))
        {
            sum += outcome.Value;
        }

        await foreach (var outcome in nesting.RunAsync(Enumerable.Range(0, 100), context.CancellationToken))
        {
            sum += outcome.Value;
        }

        Assert.IsTrue((await batch).IsSuccess);
        Assert.AreEqual((499 * 500 / 2) + (99 * 100 / 2), sum);
        Assert.IsLessThanOrEqualTo(2, peak);
    }

    [TestMethod]
    public async Task Key_JobsOfOneKey_NeverOverlapAndKeepTheirOrderAcrossBatches()
    {
        await using var engine = Engines.Create();
        var running = 0;
        var overlaps = 0;
        var order = new ConcurrentQueue<int>();
        Job Keyed(int n) => Job.Run(async () =>
        {
            overlaps += Interlocked.Increment(ref running) > 1 ? 1 : 0;
            await Task.Yield();
            order.Enqueue(n);
            Interlocked.Decrement(ref running);
        }) with
        { Key = "one" };

        var first = engine.RunAsync(Enumerable.Range(0, 100).Select(Keyed), Engines.Workers(8));
        var second = engine.RunAsync(Enumerable.Range(100, 100).Select(Keyed), Engines.Workers(8));
        await Task.WhenAll(first, second);

        Assert.AreEqual(0, overlaps);
        CollectionAssert.AreEqual(Enumerable.Range(0, 200).ToArray(), order.ToArray());
    }

    [TestMethod]
    public async Task Key_JobThatWaitsForItsRetry_KeepsItButNoSlot()
    {
        var time = new ManualTimeProvider();
        await using var engine = Engines.Create(time);
        var attempts = 0;
        var order = new ConcurrentQueue<string>();
        var retried = Job.Run(() =>
        {
            order.Enqueue($"a{++attempts}");
            return attempts < 2 ? throw new IOException() : attempts;
        }) with
        { Key = "k", Policy = Engines.NoRetry with { OnError = PolicyAction.Retry, MaxRetries = 3 } };

        var run = engine.RunAsync(
            [retried, Job.Run(() => order.Enqueue("b")) with { Key = "k" }, Job.Run(() => order.Enqueue("free"))], Engines.Workers(1));
        await Condition.HoldsAsync(() => order.Contains("free"), "the job without a key has the only slot");
        await time.DriveAsync(run, TimeSpan.FromMilliseconds(100));

        CollectionAssert.AreEqual(new[] { "a1", "free", "a2", "b" }, order.ToArray());
    }

    [TestMethod]
    public async Task Priority_WithinABatch_TheHighestFirstAmongEqualsTheFirst()
    {
        await using var engine = Engines.Create();
        var order = new ConcurrentQueue<int>();
        Job At(int n, int priority) => Job.Run(() => order.Enqueue(n)) with { Priority = priority };

        await engine.RunAsync([At(0, 0), At(1, 5), At(2, -3), At(3, 5), At(4, int.MaxValue), At(5, int.MinValue)], Engines.Workers(1));

        CollectionAssert.AreEqual(new[] { 4, 1, 3, 0, 2, 5 }, order.ToArray());
    }

    [TestMethod]
    public async Task Retry_WaitingJobs_HoldNoSlotAndFewBytes()
    {
        const int Waiting = 100_000;
        var time = new ManualTimeProvider();
        await using var engine = Engines.Create(time);
        var failed = false;
        var fails = Job.Run(() => throw new IOException());
        var policy = new ErrorPolicy { MaxRetries = 1, RetryDelay = TimeSpan.FromMinutes(5), Timeout = Timeout.InfiniteTimeSpan };

        var run = engine.RunAsync(Enumerable.Repeat<Job>(fails, Waiting).Append(Job.Run(() => failed = true)), new BatchOptions { Workers = 1, MaxCommands = Waiting + 1, Policy = policy });
        await Condition.HoldsAsync(() => failed, "the last job has the slot while all others wait");
        Assert.AreEqual(1, time.ActiveTimers - 1, "one timer for all, beside the leader's sweep");

        var result = await time.DriveAsync(run, TimeSpan.FromMinutes(1));
        Assert.AreEqual(Waiting, result.Failed);
        Assert.AreEqual(Waiting, result.Counts.Retried);
        Assert.AreEqual(OutcomeKind.Succeeded, result.Results[Waiting].Outcome);
    }
}
