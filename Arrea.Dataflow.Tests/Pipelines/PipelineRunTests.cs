using System.Reactive.Linq;
using System.Threading.Tasks.Dataflow;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Pipelines;

namespace Arrea.Dataflow.Tests.Pipelines;

[TestClass]
public sealed class PipelineRunTests
{
    [TestMethod]
    public async Task Start_BetweenBlocks_IsABlock()
    {
        await using var pipeline = Pipeline.From<int>("p").Then(static n => n * 2).Build();
        await using var run = pipeline.Start();
        var source = new BufferBlock<int>();
        var seen = new List<Outcome<int>>();
        var sink = new ActionBlock<Outcome<int>>(seen.Add);
        var link = new DataflowLinkOptions { PropagateCompletion = true };
        source.LinkTo(run.AsTarget(), link);
        run.AsSource().LinkTo(sink, link);

        source.Post(1);
        source.Post(2);
        source.Complete();
        await sink.Completion.InTime();
        await run.Completion.InTime();

        Assert.AreEqual("0:2 1:4", seen.InShort());
    }

    [TestMethod]
    public async Task AsSource_ReceiveAllAsync_IsAnAsyncEnumerable()
    {
        await using var pipeline = Pipeline.From<int>("p").Then(static n => n * 2).Build();
        await using var run = pipeline.Start();

        run.AsTarget().Post(5);
        run.Complete();

        Assert.AreEqual("0:10", (await run.AsSource().ReceiveAllAsync().AllAsync()).InShort());
    }

    [TestMethod]
    public async Task AsTarget_Full_SendWaits()
    {
        await using var pipeline = Pipeline.From<int>("p").Then(static n => n, new() { Capacity = 2 }).Build();
        await using var run = pipeline.Start();

        for (var i = 0; i < 3; i++)
        {
            Assert.IsTrue(await run.AsTarget().SendAsync(i).InTime());
        }

        var fourth = run.AsTarget().SendAsync(3);
        Assert.IsFalse(run.AsTarget().Post(4));
        Assert.IsFalse(fourth.IsCompleted);
        await run.AsSource().ReceiveAsync().InTime();
        Assert.IsTrue(await fourth.InTime());
    }

    [TestMethod]
    public async Task AsObserver_OfAnObservable_FeedsTheRun()
    {
        await using var pipeline = Pipeline.From<int>("p").Then(static n => n * 2).Build();
        await using var run = pipeline.Start();
        var seen = new List<Outcome<int>>();
        var recorder = new Recorder<Outcome<int>>(seen);

        using var watch = run.AsObservable().Subscribe(recorder);
        using var feed = Observable.Range(0, 3).Subscribe(run.AsObserver());
        await recorder.Ended.InTime();

        Assert.AreEqual("0:0 1:2 2:4", seen.InShort());
    }

    [TestMethod]
    public async Task AsObserver_OnError_OutcomesFirstThenTheError()
    {
        await using var pipeline = Pipeline.From<int>("p").Then(static n => n * 2).Build();
        await using var run = pipeline.Start();
        var seen = new List<Outcome<int>>();
        var recorder = new Recorder<Outcome<int>>(seen);
        var observer = run.AsObserver();

        observer.OnNext(1);
        observer.OnError(new IOException("sensor"));
        using var watch = run.AsObservable().Subscribe(recorder);

        var error = await Assert.ThrowsExactlyAsync<IOException>(() => recorder.Ended.InTime());
        Assert.AreEqual("sensor", error.Message);
        Assert.AreEqual("0:2", seen.InShort());
        await Assert.ThrowsExactlyAsync<IOException>(() => run.Completion);
    }

    [TestMethod]
    public async Task AsObservable_OutcomesWaitForTheFirstSubscriberAndGoToAll()
    {
        await using var pipeline = Pipeline.From<int>("p").Then(static n => n).Build();
        await using var run = pipeline.Start();
        var (first, second, late) = (new List<Outcome<int>>(), new List<Outcome<int>>(), new List<Outcome<int>>());

        run.AsTarget().Post(1);
        await Waiting.UntilAsync(() => pipeline.Stages[0].Counts.Succeeded == 1);
        using var one = run.AsObservable().Subscribe(new Recorder<Outcome<int>>(first));
        await Waiting.UntilAsync(() => first.Count == 1);
        var two = run.AsObservable().Subscribe(new Recorder<Outcome<int>>(second));
        run.AsTarget().Post(2);
        await Waiting.UntilAsync(() => second.Count == 1);
        two.Dispose();
        run.AsTarget().Post(3);
        run.Complete();
        await run.Completion.InTime();
        var recorder = new Recorder<Outcome<int>>(late);
        using var three = run.AsObservable().Subscribe(recorder);
        await recorder.Ended.InTime();

        Assert.AreEqual("0:1 1:2 2:3", first.InShort());
        Assert.AreEqual("1:2", second.InShort());
        Assert.IsEmpty(late);
    }

    [TestMethod]
    public async Task AsObservable_SubscriberThrows_IsDetachedAndTheOthersGoOn()
    {
        await using var pipeline = Pipeline.From<int>("p").Then(static n => n).Build();
        await using var run = pipeline.Start();
        var thrown = 0;
        var seen = new List<Outcome<int>>();
        var recorder = new Recorder<Outcome<int>>(seen);

        using var good = run.AsObservable().Subscribe(recorder);
        using var bad = run.AsObservable().Subscribe(_ =>
        {
            thrown++;
            throw new IOException();
        });
        run.AsTarget().Post(1);
        await Waiting.UntilAsync(() => thrown == 1);
        run.AsTarget().Post(2);
        run.Complete();
        await recorder.Ended.InTime();

        Assert.HasCount(2, seen);
        Assert.AreEqual(1, thrown);
    }

    [TestMethod]
    public async Task Start_Cancelled_AcceptsNoMoreAndEndsWhatItHas()
    {
        using var cancel = new CancellationTokenSource();
        await using var pipeline = Pipeline.From<int>("p").ForEach(static (_, token) => Waiting.ForeverAsync(token)).Build();
        await using var run = pipeline.Start(cancel.Token);

        Assert.IsTrue(await run.AsTarget().SendAsync(1).InTime());
        await Waiting.UntilAsync(() => pipeline.Stages[0].Counts.Running == 1);
        await cancel.CancelAsync();

        Assert.AreEqual("0:cancelled", (await run.AsSource().ReceiveAllAsync().AllAsync()).InShort());
        Assert.IsFalse(await run.AsTarget().SendAsync(2).InTime());
        await run.Completion.InTime();
    }

    [TestMethod]
    public async Task DisposeAsync_Interrupts()
    {
        await using var pipeline = Pipeline.From<int>("p").ForEach(static (_, token) => Waiting.ForeverAsync(token)).Build();
        var run = pipeline.Start();

        Assert.IsTrue(await run.AsTarget().SendAsync(1).InTime());
        await Waiting.UntilAsync(() => pipeline.Stages[0].Counts.Running == 1);
        await run.DisposeAsync();

        Assert.AreEqual("0:shutdown", (await run.AsSource().ReceiveAllAsync().AllAsync()).InShort());
        await run.DisposeAsync();
    }

    [TestMethod]
    public async Task Fault_FromOutside_CostsNoOutcome()
    {
        await using var pipeline = Pipeline.From<int>("p").Then(static n => n).Then(static n => n).Build();
        await using var run = pipeline.Start();

        for (var i = 0; i < 10; i++)
        {
            Assert.IsTrue(await run.AsTarget().SendAsync(i).InTime());
        }

        run.AsTarget().Fault(new IOException());
        run.AsSource().Fault(new IOException());

        Assert.HasCount(10, await run.AsSource().ReceiveAllAsync().AllAsync());
    }

    [TestMethod]
    public async Task Pipeline_AsTargetAndAsObservable_BelongToOneRun()
    {
        await using var pipeline = Pipeline.From<int>("p").Then(static n => n * 2).Build();
        var seen = new List<Outcome<int>>();
        var recorder = new Recorder<Outcome<int>>(seen);

        using var watch = pipeline.AsObservable().Subscribe(recorder);
        await pipeline.AsTarget().SendAsync(1);
        pipeline.AsObserver().OnNext(2);
        pipeline.AsTarget().Complete();
        await recorder.Ended.InTime();

        Assert.AreEqual("0:2 1:4", seen.InShort());
    }
}
