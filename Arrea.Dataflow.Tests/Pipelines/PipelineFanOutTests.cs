using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Pipelines;
using Arrea.Dataflow.Policies;

namespace Arrea.Dataflow.Tests.Pipelines;

[TestClass]
public sealed class PipelineFanOutTests
{
    [TestMethod]
    public async Task FanOut_YieldsTheOutcomesInBranchOrder()
    {
        await using var pipeline = Pipeline.From<int>("p")
            .FanOut(
                Pipeline.From<int>("half").Then(static n => n % 2 == 0 ? n / 2 : throw new IOException("odd"), new() { Parallelism = 4, Order = ResultOrder.Completion }),
                Pipeline.From<int>("double").Then(static n => n * 2).Then(static n => n + 1),
                Pipeline.From<int>("same"))
            .Build();

        var outcomes = await pipeline.RunAsync(Enumerable.Range(0, 100)).AllAsync();

        Assert.HasCount(100, outcomes);
        for (var n = 0; n < 100; n++)
        {
            Assert.AreEqual((n, OutcomeKind.Succeeded, "fan-out"), ((int)outcomes[n].Index, outcomes[n].Kind, outcomes[n].Stage));
            Assert.AreEqual($"{n}:{(n % 2 == 0 ? n / 2 : "exception")} {n}:{(n * 2) + 1} {n}:{n}", outcomes[n].Value.InShort());
        }

        Assert.AreEqual("fan-out/half/then", outcomes[1].Value[0].Stage);
        Assert.AreEqual(
            "fan-out fan-out/half/then fan-out/double/then fan-out/double/then-2", string.Join(" ", pipeline.Stages.Select(static stage => stage.Name)));
        Assert.AreEqual(50, pipeline.Stages[1].Counts.Failed);
        Assert.AreEqual(100, pipeline.Stages[0].Counts.Succeeded);
    }

    [TestMethod]
    public async Task FanOut_OfDelegates_RunsThemInParallel()
    {
        var running = 0;
        var all = Waiting.Gate();
        await using var pipeline = Pipeline.From<int>("p").FanOut(MeetAsync, MeetAsync, MeetAsync).Build();

        var outcome = (await pipeline.RunAsync([5]).AllAsync())[0];

        Assert.AreEqual("0:5 0:5 0:5", outcome.Value.InShort());

        async ValueTask<int> MeetAsync(int n, CancellationToken token)
        {
            if (Interlocked.Increment(ref running) == 3)
            {
                all.SetResult();
            }

            await all.Task.WaitAsync(token);
            return n;
        }
    }

    [TestMethod]
    public async Task FanOut_BranchesRetryOnTheirOwn()
    {
        var tries = 0;
        await using var pipeline = Pipeline.From<int>("p")
            .FanOut(Pipeline.From<int>("a").Then(
                n => ++tries < 3 ? throw new IOException() : n, new() { Policy = ErrorPolicy.Default with { RetryDelay = TimeSpan.Zero } }))
            .Build();

        Assert.AreEqual(3, (await pipeline.RunAsync([5]).AllAsync())[0].Value[0].Attempts);
    }

    [TestMethod]
    public async Task FanOut_FailedInput_PassesBy()
    {
        await using var pipeline = Pipeline.From<int>("p").Validate(static _ => "no").FanOut(Pipeline.From<int>("a").Then(static n => n)).Build();

        Assert.AreEqual("validate", (await pipeline.RunAsync([5]).AllAsync())[0].Stage);
        Assert.AreEqual(1, pipeline.Stages[1].Counts.Passed);
        Assert.AreEqual(0, pipeline.Stages[2].Counts.Received);
    }

    [TestMethod]
    public async Task FanOut_Cancelled_EndsTheInputsToo()
    {
        using var cancel = new CancellationTokenSource();
        await using var pipeline = Pipeline.From<int>("p")
            .FanOut(Pipeline.From<int>("quick").ForEach(static _ => { }), Pipeline.From<int>("slow").ForEach(static (_, token) => Waiting.ForeverAsync(token)))
            .Build();

        var run = pipeline.RunAsync([1, 2], cancel.Token).AllAsync();
        await Waiting.UntilAsync(() => pipeline.Stages[2].Counts is { Running: 1, Queued: 1 });
        await cancel.CancelAsync();

        Assert.AreEqual("0:cancelled 1:cancelled", string.Join(" ", (await run).Select(static outcome => $"{outcome.Index}:{outcome.Error!.Code}")));
    }

    [TestMethod]
    public async Task FanOut_TheSameBranchesTwice_AndNested_KeepTheirOwnCounts()
    {
        var member = Pipeline.From<int>("member").Then(static n => n + 1);
        await using var pipeline = Pipeline.From<int>("p")
            .FanOut(member)
            .Then(static answers => answers[0].Value)
            .FanOut(Pipeline.From<int>("inner").FanOut(member).Then(static answers => answers[0].Value))
            .Then(static answers => answers[0].Value)
            .Build();

        Assert.AreEqual("0:3 1:4", (await pipeline.RunAsync([1, 2]).AllAsync()).InShort());
        Assert.AreEqual(2, pipeline.Stages.Single(static stage => stage.Name == "fan-out-2/inner/fan-out/member/then").Counts.Succeeded);
    }

    [TestMethod]
    public void FanOut_BadBranches_AreRefused()
    {
        var builder = Pipeline.From<int>("p");
        var branch = Pipeline.From<int>("a").Then(static n => n);

        Assert.ThrowsExactly<ArgumentException>(() => builder.FanOut(Array.Empty<PipelineBuilder<int, int>>()));
        Assert.ThrowsExactly<ArgumentException>(() => builder.FanOut(branch, branch));
        Assert.ThrowsExactly<ArgumentException>(() => builder.FanOut(branch.Batch(2)));
        Assert.ThrowsExactly<ArgumentNullException>(() => builder.FanOut(branch, null!));
    }

    [TestMethod]
    public void Build_NamesThatLookAlike_AreRefused()
        => Assert.ThrowsExactly<ArgumentException>(() => Pipeline.From<int>("p")
            .Then(static n => n, new() { Name = "fan-out/a/then" })
            .FanOut(Pipeline.From<int>("a").Then(static n => n))
            .Build());
}
