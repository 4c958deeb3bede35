using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Monitoring;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Monitoring;

/// <summary>Snapshots, and watching them.</summary>
[TestClass]
public sealed class MonitorTests
{
    [TestMethod]
    public async Task Snapshot_RunningAndEndedBatches_AreCountedByIdAndInAll()
    {
        var time = new ManualTimeProvider();
        await using var engine = Engines.Create(time);
        var done = await engine.RunAsync(["true", "exit 3", ""], Engines.Workers(1));
        var batch = engine.Run([Job.Run(ct => Task.Delay(Timeout.Infinite, ct)), "true", "true"], Engines.Workers(1));
        await Condition.HoldsAsync(() => batch.RunningWorkers.Any(), "it runs");

        var snapshot = engine.Monitor.Snapshot();

        Assert.AreEqual(time.GetUtcNow(), snapshot.At);
        Assert.AreEqual(1, snapshot.BatchesRunning);
        Assert.AreEqual((6, 3, 1, 1, 1, 0, 1, 2), Shape(snapshot.Jobs));
        Assert.AreEqual((3, 1, 1, 0, 0, 0, 0, 2), Shape(snapshot.Batches[batch.Id].Counts));
        Assert.AreEqual((3, 2, 0, 1, 1, 0, 1, 0), Shape(snapshot.Batches[done.BatchId].Counts));
        Assert.AreEqual("3 of 6 jobs ended, 1 active, 1 batches", snapshot.ToString());
        await batch.CancelAsync();
        Assert.AreEqual((6, 3, 0, 1, 1, 1, 1, 0), Shape(engine.Monitor.Snapshot().Jobs));
        Assert.AreEqual(2, engine.Monitor.Snapshot().Jobs.NeverStarted);

        static (long, long, long, long, long, long, long, long) Shape(Dataflow.Batches.JobCounts c)
            => (c.Total, c.Started, c.Active, c.Completed, c.Failed, c.Cancelled, c.Rejected, c.Waiting);
    }

    [TestMethod]
    public async Task Watch_EngineClock_ShowsAtOnceThenAtEachIntervalThenEnds()
    {
        var time = new ManualTimeProvider();
        var engine = Engines.Create(time);
        var seen = new Observer();
        using var watch = engine.Monitor.Watch(TimeSpan.FromSeconds(10)).Subscribe(seen);
        await seen.HasAsync(1);
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.HasCount(1, seen.All);
        await engine.RunAsync([Job.Run(() => 1)]);
        for (var n = 2; n <= 4; n++)
        {
            time.Advance(TimeSpan.FromSeconds(n == 2 ? 1 : 10));
            await seen.HasAsync(n);
        }

        await engine.DisposeAsync();
        await seen.Completed.WaitAsync(Condition.Patience);

        Assert.HasCount(5, seen.All);
        CollectionAssert.AreEqual(new long[] { 0, 1, 1, 1, 1 }, seen.All.Select(static snapshot => snapshot.Jobs.Completed).ToList());
        Assert.AreEqual((0, 0), (engine.Monitor.Watching, time.ActiveTimers));
        var late = new Observer();
        using var second = engine.Monitor.Watch(TimeSpan.FromSeconds(10)).Subscribe(late);
        await late.Completed.WaitAsync(Condition.Patience);
        Assert.HasCount(1, late.All);
        Assert.AreEqual((0, 0), (engine.Monitor.Watching, time.ActiveTimers));
    }

    [TestMethod]
    public async Task Watch_SlowAndThrowingObservers_DisturbNobody()
    {
        var time = new ManualTimeProvider();
        await using var engine = Engines.Create(time);
        using var go = new ManualResetEventSlim();
        var calls = 0;
        using var slow = engine.Monitor.Watch(TimeSpan.FromSeconds(1)).Subscribe(System.Reactive.Observer.Create<MonitorSnapshot>(_ =>
        {
            Interlocked.Increment(ref calls);
            go.Wait();
        }));
        using var thrower = engine.Monitor.Watch(TimeSpan.FromSeconds(1)).Subscribe(System.Reactive.Observer.Create<MonitorSnapshot>(_ => throw new InvalidOperationException("an observer that throws")));
        var good = new Observer();
        using var watch = engine.Monitor.Watch(TimeSpan.FromSeconds(1)).Subscribe(good);
        await good.HasAsync(1);
        await Condition.HoldsAsync(() => Volatile.Read(ref calls) == 1 && engine.Monitor.Watching == 2, "one is stuck, and one is gone");
        for (var n = 2; n <= 10; n++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await good.HasAsync(n);
        }

        Assert.IsTrue((await engine.RunAsync([Job.Run(() => 1)])).IsSuccess);
        Assert.AreEqual(1, calls);
        go.Set();
        await Condition.HoldsAsync(() => Volatile.Read(ref calls) == 2, "what was missed is shown once");
        watch.Dispose();
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.HasCount(10, good.All);
    }

    [TestMethod]
    public async Task Watch_BadArguments_Throw()
    {
        await using var engine = Engines.Create();

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => engine.Monitor.Watch(TimeSpan.Zero));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => engine.Monitor.Watch(TimeSpan.FromDays(46)));
        Assert.ThrowsExactly<ArgumentNullException>(() => engine.Monitor.Watch(TimeSpan.FromDays(45)).Subscribe(null!));
        Assert.AreEqual(0, engine.Monitor.Watching);
    }

    private sealed class Observer : IObserver<MonitorSnapshot>
    {
        private readonly List<MonitorSnapshot> _seen = [];
        private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Completed => _completed.Task;

        public IReadOnlyList<MonitorSnapshot> All
        {
            get
            {
                lock (_seen)
                {
                    return [.. _seen];
                }
            }
        }

        public Task HasAsync(int count) => Condition.HoldsAsync(() => All.Count == count, $"{count} snapshots are seen");

        public void OnNext(MonitorSnapshot value)
        {
            lock (_seen)
            {
                _seen.Add(value);
            }
        }

        public void OnError(Exception error) => _completed.SetException(error);

        public void OnCompleted() => _completed.SetResult();
    }
}
