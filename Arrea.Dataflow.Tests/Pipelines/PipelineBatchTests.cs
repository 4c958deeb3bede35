using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Pipelines;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Pipelines;

[TestClass]
public sealed class PipelineBatchTests
{
    [TestMethod]
    public async Task Batch_Fills_GroupsInOrderAndTheLastMayBeShort()
    {
        await using var pipeline = Pipeline.From<int>("p").Batch(3).Build();

        var groups = await pipeline.RunAsync(Enumerable.Range(0, 7)).AllAsync();

        Assert.AreEqual("0,1,2 3,4,5 6", InShort(groups));
        Assert.AreEqual("0 3 6", string.Join(" ", groups.Select(static group => group.Index)));
        Assert.AreEqual("3 3 1", string.Join(" ", groups.Select(static group => group.Inputs)));
        Assert.AreEqual((7, 7), (pipeline.Stages[0].Counts.Received, pipeline.Stages[0].Counts.Succeeded));
    }

    [TestMethod]
    public async Task Batch_NoInput_YieldsNoGroup()
    {
        await using var pipeline = Pipeline.From<int>("p").Batch(3).Build();

        Assert.IsEmpty(await pipeline.RunAsync([]).AllAsync());
    }

    [TestMethod]
    public async Task Batch_Failure_PassesByOnItsOwn()
    {
        await using var pipeline = Pipeline.From<int>("p").Validate(static n => n == 1 ? "no" : null).Batch(2).Build();

        var groups = await pipeline.RunAsync(Enumerable.Range(0, 4)).AllAsync();

        Assert.AreEqual("validation_failed 0,2 3", InShort(groups));
        Assert.AreEqual("1 2 1", string.Join(" ", groups.Select(static group => group.Inputs)));
    }

    [TestMethod]
    public async Task Batch_OfGroups_AccountsForAllInputs()
    {
        await using var pipeline = Pipeline.From<int>("p").Batch(2).Batch(2).Then(static groups => groups.Sum(static group => group.Sum())).Build();

        var outcomes = await pipeline.RunAsync(Enumerable.Range(0, 5)).AllAsync();

        Assert.AreEqual("0:6 4:4", outcomes.InShort());
        Assert.AreEqual("4 1", string.Join(" ", outcomes.Select(static outcome => outcome.Inputs)));
    }

    [TestMethod]
    public async Task Batch_MaxWait_AShortGroupGoesOn()
    {
        var time = new ManualTimeProvider();
        await using var pipeline = Pipeline.From<int>("p").Batch(3, TimeSpan.FromSeconds(10)).Build(new() { TimeProvider = time });
        await using var run = pipeline.Start();
        var seen = new List<Outcome<IReadOnlyList<int>>>();
        using var watch = run.AsObservable().Subscribe(new Recorder<Outcome<IReadOnlyList<int>>>(seen));

        await SendAsync(run, 0, 1, 2);
        await SendAsync(run, 3);
        await Waiting.UntilAsync(() => pipeline.Stages[0].Counts.Queued == 1);

        // The first group has filled; its time counts no more.
        time.Advance(TimeSpan.FromSeconds(9));
        await SendAsync(run, 4);
        await Waiting.UntilAsync(() => pipeline.Stages[0].Counts.Queued == 2);
        time.Advance(TimeSpan.FromSeconds(1));
        await Waiting.UntilAsync(() => pipeline.Stages[0].Counts.Succeeded == 5);
        await SendAsync(run, 5);
        run.Complete();
        await run.Completion.InTime();

        Assert.AreEqual("0,1,2 3,4 5", InShort(seen));
    }

    [TestMethod]
    public async Task Batch_Cancelled_TheGroupIsAccountedFor()
    {
        using var cancel = new CancellationTokenSource();
        await using var pipeline = Pipeline.From<int>("p")
            .ForEach(static (n, token) => n == 2 ? Waiting.ForeverAsync(token) : Task.CompletedTask)
            .Batch(10)
            .Build();

        var run = pipeline.RunAsync(Enumerable.Range(0, 3), cancel.Token).AllAsync();
        await Waiting.UntilAsync(() => pipeline.Stages[1].Counts.Queued == 2 && pipeline.Stages[0].Counts.Running == 1);
        await cancel.CancelAsync();
        var outcomes = await run;

        Assert.AreEqual(3, outcomes.Sum(static outcome => outcome.Inputs));
        Assert.IsTrue(outcomes.All(static outcome => outcome.Kind == OutcomeKind.Cancelled));
        Assert.AreEqual(2, pipeline.Stages[1].Counts.Cancelled);
    }

    [TestMethod]
    public async Task Batch_Options_AreCheckedAtBothEnds()
    {
        var builder = Pipeline.From<int>("p");
        var longest = TimeSpan.FromDays(30);

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => builder.Batch(0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => builder.Batch(1_000_001));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => builder.Batch(1, TimeSpan.Zero));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => builder.Batch(1, longest + TimeSpan.FromTicks(1)));
        await using var pipeline = builder.Batch(1, TimeSpan.FromMilliseconds(1)).Batch(1_000_000, longest).Build();
        Assert.HasCount(1, await pipeline.RunAsync([1]).AllAsync());
    }

    private static string InShort<T>(IEnumerable<Outcome<IReadOnlyList<T>>> groups)
        => string.Join(" ", groups.Select(static group => group.IsSuccess ? string.Join(",", group.Value) : group.Error.Code));

    private static async Task SendAsync(PipelineRun<int, IReadOnlyList<int>> run, params int[] items)
    {
        foreach (var item in items)
        {
            Assert.IsTrue(await System.Threading.Tasks.Dataflow.DataflowBlock.SendAsync(run.AsTarget(), item).InTime());
        }
    }
}
