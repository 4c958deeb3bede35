using System.Runtime.CompilerServices;
using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Batches;

/// <summary>Results as a stream, and jobs from one.</summary>
[TestClass]
[DoNotParallelize]
public sealed class StreamTests(TestContext context)
{
    private static Job One { get; } = Job.Run(() => 1);

    [TestMethod]
    public async Task Results_InCompletionOrder_GiveEachJobOnce()
    {
        await using var engine = Engines.Create();
        var gate = new TaskCompletionSource();
        var batch = engine.Run([Job.Run(() => gate.Task), One, One], Engines.Workers(2));

        var seen = new List<int>();
        await foreach (var result in batch.Results.WithCancellation(context.CancellationToken))
        {
            seen.Add(result.Index);
            if (seen.Count == 2)
            {
                gate.SetResult();
            }
        }

        CollectionAssert.AreEqual(new[] { 1, 2, 0 }, seen);
    }

    [TestMethod]
    public async Task Results_InInputOrder_WaitForTheFirst()
    {
        await using var engine = Engines.Create();
        var gate = new TaskCompletionSource();
        var batch = engine.Run([Job.Run(() => gate.Task), .. Enumerable.Repeat(One, 5000)], Engines.Workers(2) with { Order = ResultOrder.Input });
        var seen = new List<int>();

        var reading = Task.Run(async () =>
        {
            await foreach (var result in batch.Results)
            {
                seen.Add(result.Index);
            }
        });
        await Condition.HoldsAsync(() => batch.Counts.Completed == 5000, "all but the first are done");
        Assert.IsEmpty(seen);
        gate.SetResult();
        await reading;

        CollectionAssert.AreEqual(Enumerable.Range(0, 5001).ToArray(), seen);
    }

    [TestMethod]
    public async Task Results_ReadLate_StillGiveEveryJob()
    {
        await using var engine = Engines.Create();
        var batch = engine.Run(Enumerable.Repeat(One, 3000), Engines.Workers(2));
        var result = await batch.Completion;

        Assert.HasCount(3000, result.Results);
        var seen = 0;
        await foreach (var job in batch.Results)
        {
            Assert.IsTrue(job.IsSuccess);
            seen++;
        }

        Assert.AreEqual(3000, seen);
    }

    [TestMethod]
    public async Task Results_SlowReader_HoldsTheJobsBack()
    {
        await using var engine = Engines.Create();
        var done = 0;
        var batch = engine.Run(Enumerable.Repeat<Job>(Job.Run(() => Interlocked.Increment(ref done)), 50_000), Engines.Workers(2));
        await using var reader = batch.Results.GetAsyncEnumerator(context.CancellationToken);
        await reader.MoveNextAsync();
        await Condition.HoldsAsync(() => batch.Counts.Active == 0 || done == 50_000 || batch.Counts.Ended - 1 >= ResultStream.MaxBacklog, "the reader is behind");
        var before = Volatile.Read(ref done);
        for (var n = 0; n < 500; n++)
        {
            await reader.MoveNextAsync();
        }

        // What had been done before somebody read is not held back; from then on each read lets a bounded number go on.
        if (before < 50_000)
        {
            Assert.IsLessThanOrEqualTo(before + 500 + ResultStream.MaxBacklog + 2, Volatile.Read(ref done));
        }

        while (await reader.MoveNextAsync())
        {
        }

        Assert.AreEqual(50_000, done);
    }

    [TestMethod]
    public async Task Results_ReaderLeavesEarly_BatchComesToItsEnd()
    {
        await using var engine = Engines.Create();
        var batch = engine.Run(Endless(100_000), Engines.Workers(2));

        await foreach (var result in batch.Results)
        {
            if (result.Index > 10)
            {
                break;
            }
        }

        var completed = await batch.Completion;
        Assert.AreEqual(100_000, completed.Succeeded);
        Assert.Contains("RunAsync", Assert.Throws<InvalidOperationException>(() => completed.Results).Message);
    }

    [TestMethod]
    public async Task Results_CancelledByTheirReader_DoNotDeadlock()
    {
        await using var engine = Engines.Create();
        var batch = engine.Run(Enumerable.Repeat(One, 100_000), Engines.Workers(4));
        var seen = 0;

        await foreach (var result in batch.Results)
        {
            if (++seen == 5)
            {
                await batch.CancelAsync();
            }
        }

        Assert.AreEqual(100_000, seen);
    }

    [TestMethod]
    public async Task Results_TwoReadersAtOnce_TheSecondIsRefused()
    {
        await using var engine = Engines.Create();
        var batch = engine.Run([One, One]);
        await using var first = batch.Results.GetAsyncEnumerator(context.CancellationToken);
        await first.MoveNextAsync();

        await using var second = batch.Results.GetAsyncEnumerator(context.CancellationToken);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await second.MoveNextAsync());
    }

    [TestMethod]
    public async Task Run_AMillionDelegatesReadAsAStream_HoldsMemoryFlat()
    {
        var jobs = TestScale.Choose(200_000, 1_000_000, "delegates of the memory test");
        await using var engine = Engines.Create();

        var small = await PeakAsync(engine, jobs / 10);
        var large = await PeakAsync(engine, jobs);

        // Ten times the jobs, and not twice the memory: a few megabytes of slack are the collector's.
        Assert.IsLessThan(small + (8 << 20), large, $"{small} bytes for a tenth, {large} for all");
    }

    [TestMethod]
    public async Task Run_LazySource_IsReadNoFurtherAheadThanPromised()
    {
        await using var engine = Engines.Create();
        var gate = new TaskCompletionSource();
        var read = 0;

        async IAsyncEnumerable<Job> Source([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            while (read < 5000)
            {
                cancellationToken.ThrowIfCancellationRequested();
                read++;
                yield return Job.Run(() => gate.Task);
                await Task.CompletedTask;
            }
        }

        var batch = engine.Run(Source(context.CancellationToken), Engines.Workers(2));
        await Condition.HoldsAsync(() => Volatile.Read(ref read) >= QueueSource.ReadAhead, "the source is read ahead");
        Assert.IsLessThanOrEqualTo(QueueSource.ReadAhead + 3, Volatile.Read(ref read));
        Assert.IsNull(batch.Count);
        gate.SetResult();

        Assert.AreEqual(5000, (await batch.Completion).Succeeded);
        Assert.AreEqual(5000, batch.Count);
    }

    [TestMethod]
    public async Task Run_SourceThatThrows_GivesTheOutcomesFirstAndThenTheError()
    {
        await using var engine = Engines.Create();
        var error = new IOException("torn");

        async IAsyncEnumerable<Job> Source()
        {
            yield return One;
            await Task.Yield();
            yield return One;
            throw error;
        }

        var batch = engine.Run(Source());
        var seen = 0;
        var thrown = await Assert.ThrowsAsync<IOException>(async () =>
        {
            await foreach (var result in batch.Results)
            {
                seen++;
            }
        });

        Assert.AreSame(error, thrown);
        Assert.AreEqual(2, seen);
        Assert.AreSame(error, await Assert.ThrowsAsync<IOException>(() => batch.Completion));
        await Assert.ThrowsAsync<IOException>(() => engine.RunAsync(Source()));
    }

    [TestMethod]
    public async Task Run_EmptyLazySource_CompletesWithNothing()
    {
        await using var engine = Engines.Create();

        Assert.AreEqual(0, (await engine.RunAsync(Endless(0))).Total);
    }

    [TestMethod]
    public async Task CancelAsync_SourceThatNeverAnswers_CompletesWithWhatWasRead()
    {
        await using var engine = Engines.Create();
        var silence = new TaskCompletionSource();

        async IAsyncEnumerable<Job> Source()
        {
            yield return One;
            await silence.Task;
            yield return One;
        }

        var batch = engine.Run(Source());
        await Condition.HoldsAsync(() => batch.Counts.Completed == 1, "the first job is done");
        await batch.CancelAsync();

        Assert.AreEqual(1, (await batch.Completion).Total);
        silence.SetResult();
    }

    private static async IAsyncEnumerable<Job> Endless(int count)
    {
        for (var n = 0; n < count; n++)
        {
            yield return One;
        }

        await Task.CompletedTask;
    }

    private static async Task<long> PeakAsync(ArreaEngine engine, int jobs)
    {
        var peak = 0L;
        var seen = 0;
        await foreach (var result in engine.Run(Endless(jobs), Engines.Workers(4)).Results)
        {
            if (++seen % 10_000 == 0)
            {
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
            }
        }

        Assert.AreEqual(jobs, seen);
        return peak;
    }
}
