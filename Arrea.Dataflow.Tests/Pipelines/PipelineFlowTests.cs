using System.Runtime.CompilerServices;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Pipelines;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Pipelines;

[TestClass]
public sealed class PipelineFlowTests
{
    [TestMethod]
    public async Task RunAsync_NotRead_StartsNothing()
    {
        var reads = 0;
        await using var pipeline = Pipeline.From<int>("p").Then(static n => n).Build();

        var outcomes = pipeline.RunAsync(Enumerable.Range(0, 3).Select(n => ++reads));

        Assert.AreEqual(0, reads);
        Assert.HasCount(3, await outcomes.AllAsync());
    }

    [TestMethod]
    public async Task RunAsync_SlowReader_ReadsNoFurtherAheadThanTheCapacityAndOne()
    {
        var reads = 0;
        await using var pipeline = Pipeline.From<int>("p")
            .Then(static n => n, new() { Capacity = 3 })
            .Then(static n => n, new() { Capacity = 2 })
            .Batch(2)
            .Then(static group => group.Count, new() { Capacity = 1 })
            .Build();

        await using var outcomes = pipeline.RunAsync(Enumerable.Range(1, 1000).Select(n => reads = n)).GetAsyncEnumerator();
        Assert.IsTrue(await outcomes.MoveNextAsync().AsTask().InTime());

        // 2 inputs were taken; ahead of them 3 + 2 + 4 in the stages, one group of 2 in the last, and one in hand.
        await Waiting.UntilAsync(() => reads == 14);
        await Waiting.UntilAsync(() => pipeline.Stages[0].Counts.Received == 13);
        Assert.AreEqual(14, reads);
        for (var i = 0; i < 20; i++)
        {
            Assert.IsTrue(await outcomes.MoveNextAsync().AsTask().InTime());
        }

        await Waiting.UntilAsync(() => reads == 14 + 40);
    }

    [TestMethod]
    public async Task RunAsync_SourceThrows_OutcomesFirstThenTheException()
    {
        await using var pipeline = Pipeline.From<int>("p").Then(static n => n).Build();
        var outcomes = new List<Outcome<int>>();

        var error = await Assert.ThrowsExactlyAsync<IOException>(async () =>
        {
            await foreach (var outcome in pipeline.RunAsync(BrokenAfter(3)))
            {
                outcomes.Add(outcome);
            }
        });

        Assert.AreEqual("disk", error.Message);
        Assert.AreEqual("0:0 1:1 2:2", outcomes.InShort());
    }

    [TestMethod]
    public async Task RunAsync_ReaderStops_CancelsTheRunAndDisposesTheSource()
    {
        var disposed = false;
        var pipeline = Pipeline.From<int>("p")
            .Then(static async (n, token) =>
            {
                if (n > 0)
                {
                    await Waiting.ForeverAsync(token);
                }

                return n;
            }, new() { Parallelism = 3 })
            .Build();

        await foreach (var outcome in pipeline.RunAsync(Endless(() => disposed = true)))
        {
            await Waiting.UntilAsync(() => pipeline.Stages[0].Counts.Running == 3);
            break;
        }

        Assert.IsTrue(disposed);
        var counts = pipeline.Stages[0].Counts;
        Assert.AreEqual((0, 0, 0), (counts.Running, counts.Queued, counts.Waiting));
        Assert.AreEqual(counts.Received, counts.Cancelled + 1);
    }

    [TestMethod]
    public async Task RunAsync_SourceIgnoresTheEnd_IsLeftBehind()
    {
        var time = new ManualTimeProvider();
        using var cancel = new CancellationTokenSource();
        var late = Waiting.Gate();
        await using var pipeline = Pipeline.From<int>("p").Then(static n => n).Build(new() { TimeProvider = time });

        await using var outcomes = pipeline.RunAsync(StuckAfter(1, late.Task), cancel.Token).GetAsyncEnumerator();
        Assert.IsTrue(await outcomes.MoveNextAsync().AsTask().InTime());
        await cancel.CancelAsync();
        var end = outcomes.MoveNextAsync().AsTask();
        await Waiting.UntilAsync(() =>
        {
            time.Advance(TimeSpan.FromMilliseconds(500));
            return end.IsCompleted;
        });

        Assert.IsFalse(await end);
        late.SetResult();
    }

    [TestMethod]
    public async Task RunAsync_SourceBlocksAThread_TheReaderIsNotHeldUp()
    {
        using var cancel = new CancellationTokenSource();
        using var late = new ManualResetEventSlim();
        await using var pipeline = Pipeline.From<int>("p").Then(static n => n).Build(new() { AbandonAfter = TimeSpan.Zero });

        await using var outcomes = pipeline.RunAsync(Blocking(late), cancel.Token).GetAsyncEnumerator();
        Assert.IsTrue(await outcomes.MoveNextAsync().AsTask().InTime());
        await cancel.CancelAsync();

        Assert.IsFalse(await outcomes.MoveNextAsync().AsTask().InTime());
        late.Set();
    }

    [TestMethod]
    public async Task RunAsync_AgainAndAtTheSameTime_EachRunIsItsOwn()
    {
        await using var pipeline = Pipeline.From<int>("p")
            .Then(static async (n, _) =>
            {
                await Task.Yield();
                return n;
            }, new() { Parallelism = 2 })
            .Batch(7)
            .Build();

        var runs = Enumerable.Range(0, 8).Select(run => pipeline.RunAsync(Enumerable.Range(run * 1000, 100)).AllAsync()).ToArray();
        await Task.WhenAll(runs);

        for (var run = 0; run < runs.Length; run++)
        {
            CollectionAssert.AreEqual(Enumerable.Range(run * 1000, 100).ToArray(), (await runs[run]).SelectMany(static group => group.Value).ToArray());
        }

        Assert.AreEqual(800, pipeline.Stages[0].Counts.Succeeded);
    }

    [TestMethod]
    public async Task RunAsync_Null_Throws()
    {
        await using var pipeline = Pipeline.From<int>("p").Build();

        Assert.ThrowsExactly<ArgumentNullException>(() => pipeline.RunAsync((IEnumerable<int>)null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => pipeline.RunAsync((IAsyncEnumerable<int>)null!));
    }

    private static async IAsyncEnumerable<int> BrokenAfter(int count)
    {
        for (var i = 0; i < count; i++)
        {
            yield return i;
        }

        await Task.Yield();
        throw new IOException("disk");
    }

    private static async IAsyncEnumerable<int> Endless(Action disposed, [EnumeratorCancellation] CancellationToken token = default)
    {
        try
        {
            for (var i = 0; !token.IsCancellationRequested; i++)
            {
                await Task.Yield();
                yield return i;
            }
        }
        finally
        {
            disposed();
        }
    }

    private static async IAsyncEnumerable<int> StuckAfter(int count, Task stuck)
    {
        for (var i = 0; i < count; i++)
        {
            yield return i;
        }

        await stuck;
    }

    private static IEnumerable<int> Blocking(ManualResetEventSlim late)
    {
        yield return 0;
        late.Wait(CancellationToken.None);
    }
}
