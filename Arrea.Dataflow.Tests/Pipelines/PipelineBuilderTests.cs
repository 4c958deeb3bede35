using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Pipelines;
using Arrea.Dataflow.Policies;

namespace Arrea.Dataflow.Tests.Pipelines;

[TestClass]
public sealed class PipelineBuilderTests
{
    [TestMethod]
    public async Task Then_OnASharedBeginning_LeavesItAsItWas()
    {
        var common = Pipeline.From<int>("p").Then(static n => n + 1);
        await using var doubled = common.Then(static n => n * 2).Build();
        await using var negated = common.Then(static n => -n).Build();

        Assert.AreEqual("0:4", (await doubled.RunAsync([1]).AllAsync()).InShort());
        Assert.AreEqual("0:-2", (await negated.RunAsync([1]).AllAsync()).InShort());
        Assert.HasCount(2, doubled.Stages);
        Assert.AreEqual(1, doubled.Stages[0].Counts.Succeeded);
    }

    [TestMethod]
    public async Task Name_Unset_IsDerivedAndUnique()
    {
        await using var pipeline = Pipeline.From<int>("p")
            .Validate(static _ => null)
            .Then(static n => n)
            .Then(static n => n, new() { Name = "then-3" })
            .Then(static n => n)
            .Then(static n => n)
            .ForEach(static _ => { })
            .Batch(1)
            .Build();

        Assert.AreEqual("p", pipeline.Name);
        Assert.AreEqual("validate then then-3 then-2 then-4 for-each batch", string.Join(" ", pipeline.Stages.Select(static stage => stage.Name)));
    }

    [TestMethod]
    public void Name_TakenOrEmpty_IsRefused()
    {
        var builder = Pipeline.From<int>("p").Then(static n => n, new() { Name = "a" });

        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => builder.Then(static n => n, new() { Name = "a" })).Message, "named a already", StringComparison.Ordinal);
        Assert.ThrowsExactly<ArgumentException>(() => builder.Batch(1, name: "a"));
        Assert.ThrowsExactly<ArgumentException>(() => builder.Batch(1, name: " "));
        Assert.ThrowsExactly<ArgumentException>(() => new StageOptions<int> { Name = "" });
        Assert.ThrowsExactly<ArgumentException>(() => Pipeline.From<int>(" "));
    }

    [TestMethod]
    public void StageOptions_Defaults_AreAsDocumented()
    {
        var options = new StageOptions<int>();

        Assert.AreEqual((1, 128, ResultOrder.Input), (options.Parallelism, options.Capacity, options.Order));
        Assert.AreEqual((null, null, null, null), (options.Name, options.Key, options.Policy, options.Timeout));
    }

    [TestMethod]
    [DataRow(0, 1, false)]
    [DataRow(1, 1, true)]
    [DataRow(10_000, 10_000, true)]
    [DataRow(10_001, 20_000, false)]
    [DataRow(1, 0, false)]
    [DataRow(1, 1_000_000, true)]
    [DataRow(1, 1_000_001, false)]
    public void StageOptions_Numbers_AreCheckedAtBothEnds(int parallelism, int capacity, bool valid)
    {
        if (valid)
        {
            Pipeline.From<int>("p").Then(static n => n, new() { Parallelism = parallelism, Capacity = capacity });
        }
        else
        {
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new StageOptions<int> { Parallelism = parallelism, Capacity = capacity });
        }
    }

    [TestMethod]
    public void StageOptions_OtherValues_AreChecked()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new StageOptions<int> { Timeout = TimeSpan.Zero });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new StageOptions<int> { Timeout = TimeSpan.FromSeconds(-1) });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new StageOptions<int> { Order = (ResultOrder)2 });
        Assert.ThrowsExactly<ArgumentException>(() => new StageOptions<int> { Policy = new ErrorPolicy { OnError = PolicyAction.Custom } });
        Assert.AreEqual(TimeSpan.FromTicks(1), new StageOptions<int> { Timeout = TimeSpan.FromTicks(1) }.Timeout);
        Assert.AreEqual(Timeout.InfiniteTimeSpan, new StageOptions<int> { Timeout = Timeout.InfiniteTimeSpan }.Timeout);
    }

    [TestMethod]
    public void StageOptions_CapacityBelowParallelism_IsRefusedWithTheRemedy()
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => Pipeline.From<int>("p").Then(static n => n, new() { Parallelism = 129 }));

        StringAssert.Contains(error.Message, "Raise Capacity", StringComparison.Ordinal);
    }

    [TestMethod]
    public void PipelineOptions_AreCheckedAtBothEnds()
    {
        var hour = TimeSpan.FromHours(1);

        Assert.AreEqual(TimeSpan.FromMilliseconds(500), new PipelineOptions().AbandonAfter);
        Assert.AreSame(TimeProvider.System, new PipelineOptions().TimeProvider);
        Assert.AreEqual(TimeSpan.Zero, new PipelineOptions { AbandonAfter = TimeSpan.Zero }.AbandonAfter);
        Assert.AreEqual(hour, new PipelineOptions { AbandonAfter = hour }.AbandonAfter);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new PipelineOptions { AbandonAfter = TimeSpan.FromTicks(-1) });
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new PipelineOptions { AbandonAfter = hour + TimeSpan.FromTicks(1) });
        Assert.ThrowsExactly<ArgumentNullException>(() => new PipelineOptions { TimeProvider = null! });
    }

    [TestMethod]
    public void Stages_NullDelegate_IsRefused()
    {
        var builder = Pipeline.From<int>("p");

        Assert.ThrowsExactly<ArgumentNullException>(() => builder.Validate(null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => builder.Then((Func<int, int>)null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => builder.Then((Func<int, ValueTask<int>>)null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => builder.ForEach((Action<int>)null!));
        Assert.ThrowsExactly<ArgumentNullException>(() => builder.ForEach((Func<int, Task>)null!));
    }

    [TestMethod]
    public async Task Overloads_TakeAnyShapeOfDelegate()
    {
        var seen = 0;
        await using var pipeline = Pipeline.From<int>("p")
            .Then(ValueTaskAsync).Then(TaskAsync).Then(Plain)
            .Then(static n => n + 1).Then(static (n, _) => n + 1)
            .Then(static async n =>
            {
                await Task.Yield();
                return n + 1;
            })
            .Then(static async (n, token) =>
            {
                await Task.Yield();
                return n + 1;
            })
            .Then(static n => Task.FromResult(n + 1))
            .Then(static n => ValueTask.FromResult(n + 1))
            .ForEach(static async n => await Task.Yield())
            .ForEach(static async (n, token) => await Task.Yield())
            .ForEach(static n => Task.CompletedTask)
            .ForEach(static n => ValueTask.CompletedTask)
            .ForEach(static (n, _) => ValueTask.CompletedTask)
            .ForEach((n, _) => { seen += n; })
            .ForEach(n => seen += n)
            .Build();

        Assert.AreEqual("0:9", (await pipeline.RunAsync([0]).AllAsync()).InShort());
        Assert.AreEqual(18, seen);

        static ValueTask<int> ValueTaskAsync(int n, CancellationToken token) => ValueTask.FromResult(n + 1);
        static Task<int> TaskAsync(int n) => Task.FromResult(n + 1);
        static int Plain(int n) => n + 1;
    }
}
