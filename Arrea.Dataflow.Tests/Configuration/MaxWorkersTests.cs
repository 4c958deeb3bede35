using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Pipelines;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Configuration;

/// <summary><c>max_workers</c> under load: grows at once, shrinks as jobs end, and is never exceeded by what starts.</summary>
[TestClass]
public sealed class MaxWorkersTests(TestContext context)
{
    [TestMethod]
    public async Task Grow_JobsWait_StartAtOnce()
    {
        await using var engine = Engines.Create(maxWorkers: 2);
        var load = new Load();
        var one = engine.Run(load.Jobs(5), Engines.Workers(2));
        var other = engine.Run(load.Jobs(5), Engines.Workers(2));
        await Condition.HoldsAsync(() => load.Running == 2, "two jobs run");

        engine.Config.Set("max_workers", 4);

        await Condition.HoldsAsync(() => load.Running == 4, "four jobs run, and none has ended");
        Assert.AreEqual(4, load.Peak);
        load.ReleaseAll();
        Assert.AreEqual(10, (await one.Completion).Succeeded + (await other.Completion).Succeeded);
    }

    [TestMethod]
    public async Task Grow_BatchThatBeganWithOneWorker_GetsItsFour()
    {
        await using var engine = Engines.Create(maxWorkers: 1);
        var load = new Load();
        var log = new EventLog();
        var batch = engine.Run(load.Jobs(8), new Dataflow.Batches.BatchOptions { Recorder = log, Timeout = Timeout.InfiniteTimeSpan });
        await Condition.HoldsAsync(() => load.Running == 1, "one job runs");
        Assert.AreEqual(1, log.All.OfType<Dataflow.Events.BatchStarted>().Single().Workers);

        engine.Config.Set("max_workers", 10);

        await Condition.HoldsAsync(() => load.Running == 4, "four jobs run");
        load.ReleaseAll();
        Assert.IsTrue((await batch.Completion).IsSuccess);
    }

    [TestMethod]
    public async Task Shrink_JobsRun_AreLeftAloneAndTheirPlacesAreNotGivenOutAgain()
    {
        await using var engine = Engines.Create(maxWorkers: 4);
        var load = new Load();
        var batch = engine.Run(load.Jobs(12), Engines.Workers(4));
        await Condition.HoldsAsync(() => load.Running == 4, "four jobs run");

        engine.Config.Set("max_workers", 1);
        Assert.AreEqual(4, load.Running, "none is ended for it");
        for (var ended = 1; ended <= 3; ended++)
        {
            load.ReleaseOne();
            var left = 4 - ended;
            await Condition.HoldsAsync(() => batch.Counts.Completed == ended && engine.ActiveWorkers == left, $"{left} slots are taken");
            Assert.AreEqual(4, load.Started, "nothing new starts");
        }

        load.ResetPeak();
        load.ReleaseAll();
        Assert.AreEqual(12, (await batch.Completion).Succeeded);
        Assert.AreEqual(1, load.Peak);
    }

    [TestMethod]
    public async Task Shrink_JobsThatNeverWait_GiveWayBetweenTwoJobs()
    {
        await using var engine = Engines.Create(maxWorkers: 3);
        var (running, over) = (0, 0);
        var started = new CountdownEvent(3);
        using var go = new ManualResetEventSlim();
        var jobs = Enumerable.Range(0, 3000).Select(index => (Job)Job.Run(() =>
        {
            var now = Interlocked.Increment(ref running);
            if (index < 3)
            {
                started.Signal();
                go.Wait(context.CancellationToken);
            }
            else if (now > 1)
            {
                Interlocked.Increment(ref over);
            }

            Interlocked.Decrement(ref running);
        }));
        var batch = engine.Run(jobs.ToList(), Engines.Workers(3));
        await Task.Run(() => started.Wait(context.CancellationToken), context.CancellationToken);

        engine.Config.Set("max_workers", 1);
        go.Set();

        Assert.AreEqual(3000, (await batch.Completion).Succeeded);
        Assert.AreEqual(0, over, "two at once after the first three");
    }

    [TestMethod]
    public async Task Shrink_NestedWork_StillHasTheSlotOfItsJob()
    {
        await using var engine = Engines.Create(maxWorkers: 3);
        var gate = new TaskCompletionSource();
        var inner = Enumerable.Repeat<Job>(Job.Run(() => 1), 20).ToList();
        var outer = engine.Run(
            Enumerable.Repeat<Job>(Job.Run(async ct =>
            {
                await gate.Task;
                return (await engine.RunAsync(inner, Engines.Workers(1), ct)).Succeeded;
            }), 3),
            Engines.Workers(3));
        await Condition.HoldsAsync(() => engine.ActiveWorkers == 3, "all slots are taken");

        engine.Config.Set("max_workers", 1);
        gate.SetResult();

        Assert.AreEqual(3, (await outer.Completion).Succeeded);
        Assert.AreEqual(0, engine.ActiveWorkers);
    }

    [TestMethod]
    public async Task Resize_StagesOfAPipeline_KeepToIt()
    {
        await using var engine = Engines.Create(maxWorkers: 1);
        var load = new Load();
        await using var pipeline = Pipeline.From<int>("load").Then(async (n, _) => await load.RunAsync(n), new() { Parallelism = 8 }).Build(engine.PipelineOptions);
        var run = pipeline.RunAsync(Enumerable.Range(0, 20).ToAsyncEnumerable(), context.CancellationToken).CountAsync(context.CancellationToken).AsTask();
        await Condition.HoldsAsync(() => load.Running == 1, "one attempt runs");

        engine.Config.Set("max_workers", 5);
        await Condition.HoldsAsync(() => load.Running == 5, "five attempts run");
        engine.Config.Set("max_workers", 2);
        for (var ended = 1; ended <= 3; ended++)
        {
            load.ReleaseOne();
            await Condition.HoldsAsync(() => engine.ActiveWorkers == 5 - ended, "a slot is back");
        }

        load.ResetPeak();
        load.ReleaseAll();
        Assert.AreEqual(20, await run);
        Assert.AreEqual(2, load.Peak);
    }

    [TestMethod]
    public async Task Resize_ManyTimesUnderLoad_EveryJobEndsAndEverySlotComesBack()
    {
        await using var engine = Engines.Create(maxWorkers: 50);
        var random = new Random(1);
        var rounds = TestScale.Choose(300, 5_000, "rounds of resizing under load");
        var batches = Enumerable.Range(0, 4).Select(_ => engine.RunAsync(
            Enumerable.Range(0, 2_000).Select(static n => (Job)Job.Run(async _ =>
            {
                if (n % 3 == 0)
                {
                    await Task.Yield();
                }
            })).ToList(),
            Engines.Workers(20))).ToList();

        for (var round = 0; round < rounds; round++)
        {
            engine.Config.Set("max_workers", random.Next(1, 30));
            await Task.Yield();
        }

        engine.Config.Set("max_workers", 3);
        foreach (var batch in batches)
        {
            Assert.AreEqual(2_000, (await batch).Succeeded);
        }

        await Condition.HoldsAsync(() => engine.ActiveWorkers == 0, "every slot is back");
        var load = new Load();
        var last = engine.Run(load.Jobs(9), Engines.Workers(3));
        await Condition.HoldsAsync(() => load.Running == 3, "as many run as there are slots");
        load.ReleaseAll();
        await last.Completion;
        Assert.AreEqual(3, load.Peak);
    }

    /// <summary>Jobs that run until they are let go, and are counted.</summary>
    private sealed class Load
    {
        private readonly SemaphoreSlim _permits = new(0);
        private readonly Lock _gate = new();

        public int Running { get; private set; }

        public int Started { get; private set; }

        public int Peak { get; private set; }

        public IReadOnlyList<Job> Jobs(int count) => [.. Enumerable.Range(0, count).Select(n => (Job)Job.Run(async _ => await RunAsync(n)))];

        public async Task<int> RunAsync(int value)
        {
            lock (_gate)
            {
                Started++;
                Peak = Math.Max(Peak, ++Running);
            }

            await _permits.WaitAsync();
            lock (_gate)
            {
                Running--;
            }

            return value;
        }

        public void ReleaseOne() => _permits.Release();

        public void ReleaseAll() => _permits.Release(1_000);

        public void ResetPeak()
        {
            lock (_gate)
            {
                Peak = Running;
            }
        }
    }
}
