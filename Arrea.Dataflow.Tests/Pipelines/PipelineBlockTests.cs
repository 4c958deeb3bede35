using System.Threading.Tasks.Dataflow;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Pipelines;

namespace Arrea.Dataflow.Tests.Pipelines;

[TestClass]
public sealed class PipelineBlockTests
{
    [TestMethod]
    [DataRow(2)]
    [DataRow(128)]
    public async Task Then_Block_GivesEachInputItsOutput(int capacity)
    {
        await using var pipeline = Pipeline.From<int>("p")
            .Validate(static n => n % 10 == 3 ? "no" : null)
            .Then(static () => new TransformBlock<int, string>(static n => $"<{n}>", new() { BoundedCapacity = 4, MaxDegreeOfParallelism = 2 }), capacity)
            .Build();

        var outcomes = await pipeline.RunAsync(Enumerable.Range(0, 500)).AllAsync();

        Assert.AreEqual(
            string.Join(" ", Enumerable.Range(0, 500).Select(static n => n % 10 == 3 ? $"{n}:validation_failed" : $"{n}:<{n}>")), outcomes.InShort());
        Assert.AreEqual(("block", 450, 50), (pipeline.Stages[1].Name, (int)pipeline.Stages[1].Counts.Succeeded, (int)pipeline.Stages[1].Counts.Passed));
    }

    [TestMethod]
    public async Task Then_BlockThatYieldsOnlyWhenItCompletes_GetsToComplete()
    {
        await using var pipeline = Pipeline.From<int>("p").Then(static () => new Hoarder()).Build();

        Assert.AreEqual("0:1 1:2 2:3", (await pipeline.RunAsync([1, 2, 3]).AllAsync()).InShort());
    }

    [TestMethod]
    public async Task Then_BlockFaults_ItsInputsFailAndSaySo()
    {
        await using var pipeline = Pipeline.From<int>("p")
            .Then(static () => new TransformBlock<int, int>(static n => n == 2 ? throw new IOException("disk") : n, new() { BoundedCapacity = 1 }))
            .Build();

        var outcomes = await pipeline.RunAsync(Enumerable.Range(0, 20)).AllAsync();

        Assert.HasCount(20, outcomes);
        Assert.IsTrue(outcomes.Skip(2).All(static outcome => outcome.Kind == OutcomeKind.Failed));
        Assert.AreEqual(("exception", "The block of this stage faulted: disk"), (outcomes[2].Error!.Code, outcomes[2].Error!.Message));
        Assert.IsInstanceOfType<IOException>(outcomes[2].Error!.Exception);
    }

    [TestMethod]
    public async Task Then_BlockCompletesEarly_TheRestFails()
    {
        await using var pipeline = Pipeline.From<int>("p")
            .Then(static () =>
            {
                var block = new BufferBlock<int>();
                block.Complete();
                return block;
            })
            .Build();

        var outcomes = await pipeline.RunAsync([1, 2]).AllAsync();

        Assert.AreEqual("0:exception 1:exception", outcomes.InShort());
    }

    [TestMethod]
    public async Task Then_BlockYieldsTooFew_TheLastFail()
    {
        await using var pipeline = Pipeline.From<int>("p")
            .Then(static () => new TransformManyBlock<int, int>(static n => n % 2 == 0 ? [n] : []))
            .Build();

        var outcomes = await pipeline.RunAsync([0, 2, 3]).AllAsync();

        Assert.AreEqual("0:0 1:2 2:exception", outcomes.InShort());
        StringAssert.Contains(outcomes[2].Error!.Message, "completed without an output", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Then_BlockYieldsTooMany_LaterInputsFail()
    {
        await using var pipeline = Pipeline.From<int>("p").Then(static () => new TransformManyBlock<int, int>(static n => [n, n])).Build();
        await using var run = pipeline.Start();

        await run.AsTarget().SendAsync(1).InTime();
        Assert.AreEqual(1, (await run.AsSource().ReceiveAsync().InTime()).Value);
        await run.AsTarget().SendAsync(2).InTime();
        var second = await run.AsSource().ReceiveAsync().InTime();
        await run.AsTarget().SendAsync(3).InTime();
        var third = await run.AsSource().ReceiveAsync().InTime();

        Assert.IsTrue(second.Kind == OutcomeKind.Failed || third.Kind == OutcomeKind.Failed);
        StringAssert.Contains(third.Error!.Message, "more outputs than it got inputs", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Then_BlockDeclines_ThatInputFails()
    {
        await using var pipeline = Pipeline.From<int>("p").Then(static () => new Picky()).Build();

        var outcomes = await pipeline.RunAsync([0, 1, 2]).AllAsync();

        Assert.AreEqual("0:0 1:exception 2:2", outcomes.InShort());
        StringAssert.Contains(outcomes[1].Error!.Message, "declined", StringComparison.Ordinal);
    }

    [TestMethod]
    public async Task Then_FactoryThrowsOrGivesNull_EveryInputFails()
    {
        await using var throwing = Pipeline.From<int>("p").Then(static IPropagatorBlock<int, int> () => throw new IOException("no room")).Build();
        await using var nothing = Pipeline.From<int>("p").Then(static IPropagatorBlock<int, int> () => null!).Build();

        var outcomes = await throwing.RunAsync([1, 2]).AllAsync();

        Assert.AreEqual("0:exception 1:exception", outcomes.InShort());
        StringAssert.Contains(outcomes[0].Error!.Message, "no room", StringComparison.Ordinal);
        Assert.AreEqual("0:exception", (await nothing.RunAsync([1]).AllAsync()).InShort());
    }

    [TestMethod]
    public async Task Then_BlockHangs_CancellationGivesTheOutcomes()
    {
        using var cancel = new CancellationTokenSource();
        var never = Waiting.Gate();
        await using var pipeline = Pipeline.From<int>("p")
            .Then(() => new TransformBlock<int, int>(async n =>
            {
                await never.Task;
                return n;
            }, new() { BoundedCapacity = 1 }), capacity: 4)
            .Build();

        var run = pipeline.RunAsync(Enumerable.Range(0, 3), cancel.Token).AllAsync();
        await Waiting.UntilAsync(() => pipeline.Stages[0].Counts.Running >= 2);
        await cancel.CancelAsync();
        var outcomes = await run;

        Assert.IsGreaterThanOrEqualTo(2, outcomes.Count);
        Assert.IsTrue(outcomes.All(static outcome => outcome.Kind == OutcomeKind.Cancelled));
        never.SetResult();
    }

    [TestMethod]
    public async Task Then_ARunOfAnotherPipeline_IsABlockToo()
    {
        await using var inner = Pipeline.From<int>("inner").Then(static n => n < 0 ? throw new IOException() : n * 2).Build();
        await using var outer = Pipeline.From<int>("outer").Then(() => inner.Start()).Then(static outcome => outcome.IsSuccess ? outcome.Value : 0).Build();

        Assert.AreEqual("0:2 1:0 2:6", (await outer.RunAsync([1, -1, 3]).AllAsync()).InShort());
    }

    [TestMethod]
    public void Then_BlockCapacity_IsCheckedAtBothEnds()
    {
        var builder = Pipeline.From<int>("p");

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => builder.Then(static () => new BufferBlock<int>(), 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => builder.Then(static () => new BufferBlock<int>(), 1_000_001));
        builder.Then(static () => new BufferBlock<int>(), 2).Then(static () => new BufferBlock<int>(), 1_000_000);
    }

    /// <summary>Yields everything when it is told to complete.</summary>
    private sealed class Hoarder : Wrapper
    {
        private readonly List<int> _items = [];

        public override void Complete()
        {
            _items.ForEach(item => Inner.Post(item));
            base.Complete();
        }

        public override DataflowMessageStatus Offer(int value)
        {
            _items.Add(value);
            return DataflowMessageStatus.Accepted;
        }
    }

    /// <summary>Declines odd numbers.</summary>
    private sealed class Picky : Wrapper
    {
        public override DataflowMessageStatus Offer(int value)
        {
            if (value % 2 != 0)
            {
                return DataflowMessageStatus.Declined;
            }

            Inner.Post(value);
            return DataflowMessageStatus.Accepted;
        }
    }

    private abstract class Wrapper : IPropagatorBlock<int, int>
    {
        public Task Completion => Inner.Completion;

        protected BufferBlock<int> Inner { get; } = new();

        public virtual void Complete() => Inner.Complete();

        public abstract DataflowMessageStatus Offer(int value);

        public void Fault(Exception exception) => ((IDataflowBlock)Inner).Fault(exception);

        public DataflowMessageStatus OfferMessage(DataflowMessageHeader messageHeader, int messageValue, ISourceBlock<int>? source, bool consumeToAccept)
        {
            if (consumeToAccept)
            {
                messageValue = source!.ConsumeMessage(messageHeader, this, out _);
            }

            return Offer(messageValue);
        }

        public IDisposable LinkTo(ITargetBlock<int> target, DataflowLinkOptions linkOptions) => Inner.LinkTo(target, linkOptions);

        public int ConsumeMessage(DataflowMessageHeader messageHeader, ITargetBlock<int> target, out bool messageConsumed)
            => ((ISourceBlock<int>)Inner).ConsumeMessage(messageHeader, target, out messageConsumed);

        public bool ReserveMessage(DataflowMessageHeader messageHeader, ITargetBlock<int> target)
            => ((ISourceBlock<int>)Inner).ReserveMessage(messageHeader, target);

        public void ReleaseReservation(DataflowMessageHeader messageHeader, ITargetBlock<int> target)
            => ((ISourceBlock<int>)Inner).ReleaseReservation(messageHeader, target);
    }
}
