using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Pipelines;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Pipelines;

[TestClass]
public sealed class PipelineOutcomeTests
{
    [TestMethod]
    public async Task RunAsync_Success_TellsValueIndexStageAndAttempts()
    {
        await using var pipeline = Pipeline.From<int>("p").Then(static n => n * 2, new() { Name = "double" }).Then(static n => $"<{n}>").Build();

        var outcomes = await pipeline.RunAsync([1, 2]).AllAsync();

        Assert.AreEqual("0:<2> 1:<4>", outcomes.InShort());
        Assert.AreEqual(("then", 1, 1), (outcomes[1].Stage, outcomes[1].Attempts, outcomes[1].Inputs));
    }

    [TestMethod]
    public async Task RunAsync_NoStage_PassesInputsOn()
    {
        await using var pipeline = Pipeline.From<int>("p").Build();

        Assert.AreEqual("0:7 1:8", (await pipeline.RunAsync([7, 8]).AllAsync()).InShort());
    }

    [TestMethod]
    public async Task Validate_Refused_IsRejectedAndTheReasonIsKept()
    {
        await using var pipeline = Pipeline.From<string>("urls")
            .Validate(static url => url.StartsWith("https://", StringComparison.Ordinal) ? null : "only https")
            .Then(static url => url.Length)
            .Build();

        var outcomes = await pipeline.RunAsync(["ftp://x", "https://x"]).AllAsync();

        Assert.AreEqual(OutcomeKind.Rejected, outcomes[0].Kind);
        Assert.AreEqual(new JobError("validation_failed", "only https"), outcomes[0].Error);
        Assert.AreEqual("validate", outcomes[0].Stage);
        Assert.AreEqual(9, outcomes[1].Value);
    }

    [TestMethod]
    public async Task Then_Throws_FailsWithTheExceptionAndTheRestGoesOn()
    {
        await using var pipeline = Pipeline.From<int>("p")
            .Then(static n => n == 1 ? throw new IOException("busy") : n)
            .Build();

        var outcomes = await pipeline.RunAsync([0, 1, 2]).AllAsync();

        Assert.AreEqual("0:0 1:exception 2:2", outcomes.InShort());
        Assert.AreEqual(OutcomeKind.Failed, outcomes[1].Kind);
        Assert.IsInstanceOfType<IOException>(outcomes[1].Error!.Exception);
        Assert.AreEqual("IOException: busy", outcomes[1].Error!.Message);
    }

    [TestMethod]
    public async Task Then_ThrowsTheWorst_StillFaultsNoBlock()
    {
        await using var pipeline = Pipeline.From<int>("p")
            .Then((int n) => n switch
            {
                0 => throw new OutOfMemoryException(),
                1 => throw new OperationCanceledException(),
                2 => throw new TaskCanceledException(Task.FromCanceled(new CancellationToken(true))),
                3 => throw new AggregateException(),
                _ => n,
            })
            .Build();

        Assert.AreEqual("0:exception 1:exception 2:exception 3:exception 4:4", (await pipeline.RunAsync(Enumerable.Range(0, 5)).AllAsync()).InShort());
    }

    [TestMethod]
    public async Task Then_ReturnsACancelledOrNullTask_Fails()
    {
        await using var pipeline = Pipeline.From<int>("p")
            .Then((int n, CancellationToken _) => n == 0 ? Task.FromCanceled<int>(new CancellationToken(true)) : null!)
            .Build();

        Assert.AreEqual("0:exception 1:exception", (await pipeline.RunAsync([0, 1]).AllAsync()).InShort());
    }

    [TestMethod]
    public async Task RunAsync_FailedEarly_PassesLaterStagesUntouched()
    {
        var seen = 0;
        await using var pipeline = Pipeline.From<int>("p")
            .Then(static n => n == 0 ? throw new IOException() : n, new() { Name = "first" })
            .Then(n => seen += n)
            .ForEach(static _ => { })
            .Build();

        var outcomes = await pipeline.RunAsync([0, 5]).AllAsync();

        Assert.AreEqual("0:exception 1:5", outcomes.InShort());
        Assert.AreEqual("first", outcomes[0].Stage);
        Assert.AreEqual(5, seen);
        Assert.AreEqual(1, pipeline.Stages[1].Counts.Passed);
        Assert.AreEqual(1, pipeline.Stages[1].Counts.Received);
    }

    [TestMethod]
    public async Task Then_TimeLimitPassed_IsTimedOutAndTellsTheLimit()
    {
        var time = new ManualTimeProvider();
        await using var pipeline = Pipeline.From<int>("p")
            .Then(static async (n, token) =>
            {
                await Waiting.ForeverAsync(token);
                return n;
            }, new() { Timeout = TimeSpan.FromSeconds(5) })
            .Build(new() { TimeProvider = time });

        var run = pipeline.RunAsync([1]).AllAsync();
        await time.TimersAsync(1).InTime();
        time.Advance(TimeSpan.FromSeconds(5));
        var outcome = (await run)[0];

        Assert.AreEqual(OutcomeKind.TimedOut, outcome.Kind);
        Assert.AreEqual("timeout", outcome.Error!.Code);
        StringAssert.Contains(outcome.Error.Message, "00:00:05", StringComparison.Ordinal);
    }

    [TestMethod]
    [DataRow(null, null, 30)]
    [DataRow(null, 7, 7)]
    [DataRow(90, 7, 90)]
    public async Task Timeout_FirstThatIsSetOfStageAndPolicy_Holds(int? stage, int? policy, int expected)
    {
        var time = new ManualTimeProvider();
        var options = new StageOptions<int>
        {
            Timeout = stage is { } s ? TimeSpan.FromSeconds(s) : null,
            Policy = policy is { } p ? Arrea.Dataflow.Policies.ErrorPolicy.Strict with { Timeout = TimeSpan.FromSeconds(p) } : null,
        };
        await using var pipeline = Pipeline.From<int>("p").Then(WaitAsync, options).Build(new() { TimeProvider = time });

        var run = pipeline.RunAsync([1]).AllAsync();
        await time.TimersAsync(1).InTime();
        time.Advance(TimeSpan.FromSeconds(expected) - TimeSpan.FromTicks(1));
        Assert.IsFalse(run.IsCompleted);
        time.Advance(TimeSpan.FromTicks(1));

        Assert.AreEqual(OutcomeKind.TimedOut, (await run)[0].Kind);
    }

    [TestMethod]
    public async Task Timeout_None_SetsNoTimer()
    {
        var time = new ManualTimeProvider();
        var gate = Waiting.Gate();
        await using var pipeline = Pipeline.From<int>("p")
            .ForEach((_, _) => gate.Task, new() { Timeout = Timeout.InfiniteTimeSpan })
            .Build(new() { TimeProvider = time });

        var run = pipeline.RunAsync([1]).AllAsync();
        await Waiting.UntilAsync(() => pipeline.Stages[0].Counts.Running == 1);
        Assert.AreEqual(0, time.ActiveTimers);
        gate.SetResult();

        Assert.AreEqual("0:1", (await run).InShort());
    }

    [TestMethod]
    public async Task RunAsync_Cancelled_EveryAcceptedInputEndsCancelled()
    {
        using var cancel = new CancellationTokenSource();
        var reads = 0;
        await using var pipeline = Pipeline.From<int>("p")
            .Then(WaitAsync, new() { Parallelism = 2, Capacity = 4 })
            .Build();

        var run = pipeline.RunAsync(Enumerable.Range(0, 1000).Select(n => reads = n), cancel.Token).AllAsync();
        await Waiting.UntilAsync(() => pipeline.Stages[0].Counts is { Running: 2, Queued: 2 } && reads == 4);
        await cancel.CancelAsync();
        var outcomes = await run;

        Assert.AreEqual("0:cancelled 1:cancelled 2:cancelled 3:cancelled 4:cancelled", outcomes.InShort());
        Assert.IsTrue(outcomes.All(static outcome => outcome.Kind == OutcomeKind.Cancelled));
        CollectionAssert.AreEqual(new[] { 1, 1, 0, 0, 0 }, outcomes.Select(static outcome => outcome.Attempts).ToArray());
        Assert.AreEqual(5, pipeline.Stages[0].Counts.Cancelled);
    }

    [TestMethod]
    public async Task RunAsync_CancelledBefore_ReadsNothing()
    {
        await using var pipeline = Pipeline.From<int>("p").Then(static n => n).Build();

        Assert.IsEmpty(await pipeline.RunAsync([1, 2], new CancellationToken(true)).AllAsync());
    }

    [TestMethod]
    public async Task RunAsync_CancelledThroughTheEnumerator_IsTheSame()
    {
        using var cancel = new CancellationTokenSource();
        await using var pipeline = Pipeline.From<int>("p").Then(WaitAsync).Build();

        var run = pipeline.RunAsync([1]).ToListAsync(cancel.Token).AsTask();
        await Waiting.UntilAsync(() => pipeline.Stages[0].Counts.Running == 1);
        await cancel.CancelAsync();

        Assert.AreEqual("0:cancelled", (await run).InShort());
    }

    [TestMethod]
    public async Task DisposeAsync_DuringARun_InterruptsWhatIsNotThrough()
    {
        var pipeline = Pipeline.From<int>("p").Then(WaitAsync, new() { Capacity = 2 }).Build();

        var run = pipeline.RunAsync([1, 2]).AllAsync();
        await Waiting.UntilAsync(() => pipeline.Stages[0].Counts is { Running: 1, Queued: 1 });
        await pipeline.DisposeAsync();
        var outcomes = await run;

        Assert.AreEqual("0:shutdown 1:shutdown", outcomes.InShort());
        Assert.IsTrue(outcomes.All(static outcome => outcome.Kind == OutcomeKind.Interrupted));
        Assert.ThrowsExactly<ObjectDisposedException>(() => pipeline.RunAsync([1]));
        Assert.ThrowsExactly<ObjectDisposedException>(() => pipeline.Start());
        await pipeline.DisposeAsync();
    }

    [TestMethod]
    public async Task Handler_SeesTheAmbientValuesOfWhoStartedTheRun()
    {
        var ambient = new AsyncLocal<string>();
        await using var pipeline = Pipeline.From<int>("p").Then(n => $"{ambient.Value}{n}").Build();

        ambient.Value = "a";

        Assert.AreEqual("0:a1 1:a2", (await pipeline.RunAsync([1, 2]).AllAsync()).InShort());
    }

    private static async Task<int> WaitAsync(int value, CancellationToken token)
    {
        await Waiting.ForeverAsync(token);
        return value;
    }
}
