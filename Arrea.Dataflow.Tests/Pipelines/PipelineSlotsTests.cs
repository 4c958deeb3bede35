using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Pipelines;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Scheduling;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Pipelines;

[TestClass]
public sealed class PipelineSlotsTests
{
    [TestMethod]
    public async Task Then_NoPolicyInAnEngine_HasWhatItsConfigurationSays()
    {
        await using var engine = Engines.Create();
        engine.Config.Set("max_retries", 2);
        await using var pipeline = Pipeline.From<int>("p").Then<int>(static (int _) => throw new IOException()).Build(engine.PipelineOptions);
        await using var strict = Pipeline.From<int>("p").Then<int>(static (int _) => throw new IOException(), new() { Policy = ErrorPolicy.Strict }).Build(engine.PipelineOptions);

        Assert.AreEqual(3, (await pipeline.RunAsync([1]).AllAsync())[0].Attempts);
        Assert.AreEqual(1, (await strict.RunAsync([1]).AllAsync())[0].Attempts);
    }

    [TestMethod]
    public async Task Slots_AreNeverExceededByAllStagesAndRunsTogether()
    {
        var slots = new WorkerSlots(3);
        var (running, exceeded, reached) = (0, 0, 0);
        async ValueTask<int> WorkAsync(int n, CancellationToken token)
        {
            var now = Interlocked.Increment(ref running);
            exceeded += now > 3 ? 1 : 0;
            reached += now == 3 ? 1 : 0;
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return n % 3 == 0 ? throw new IOException() : n;
        }

        await using var pipeline = Pipeline.From<int>("p")
            .Then(WorkAsync, new() { Parallelism = 8, Policy = ErrorPolicy.Default with { RetryDelay = TimeSpan.FromTicks(1), MaxRetries = 1 } })
            .Then(WorkAsync, new() { Parallelism = 8 })
            .FanOut(WorkAsync, WorkAsync)
            .Build(new() { Slots = slots });

        var runs = await Task.WhenAll(pipeline.RunAsync(Enumerable.Range(0, 300)).AllAsync(), pipeline.RunAsync(Enumerable.Range(0, 300)).AllAsync());

        Assert.AreEqual(400, runs.Sum(static run => run.Count(static outcome => outcome.IsSuccess)));
        Assert.AreEqual(0, exceeded);
        Assert.IsGreaterThan(0, reached);
        await Waiting.UntilAsync(() => slots.Used == 0);
    }

    [TestMethod]
    public async Task Slots_AreGivenBackWhileAnItemWaitsForItsRetryAndWhenItIsLeftBehind()
    {
        var time = new ManualTimeProvider();
        var slots = new WorkerSlots(1);
        var late = Waiting.Gate();
        await using var pipeline = Pipeline.From<int>("p")
            .ForEach((n, _) => n == 0 ? throw new IOException() : n == 1 ? late.Task : Task.CompletedTask, new()
            {
                Parallelism = 3,
                Timeout = TimeSpan.FromSeconds(1),
                Order = ResultOrder.Completion,
                Policy = ErrorPolicy.Default with { RetryDelay = TimeSpan.FromHours(1), MaxRetries = 1, OnTimeout = PolicyAction.Stop },
            })
            .Build(new() { TimeProvider = time, Slots = slots, AbandonAfter = TimeSpan.Zero });

        var run = pipeline.RunAsync(Enumerable.Range(0, 3)).AllAsync();
        await Waiting.UntilAsync(() => pipeline.Stages[0].Counts is { Waiting: 1, Running: 1 } && slots.Used == 1 && time.ActiveTimers == 2);
        time.Advance(TimeSpan.FromSeconds(1));
        await Waiting.UntilAsync(() => pipeline.Stages[0].Counts is { Succeeded: 1, TimedOut: 1 } && slots.Used == 0);
        time.Advance(TimeSpan.FromHours(1));

        Assert.AreEqual("1:timeout 2:2 0:exception", (await run).InShort());
        late.SetResult();
        await Waiting.UntilAsync(() => slots.Used == 0);
    }

    [TestMethod]
    public async Task Cancel_WhileOthersHoldAllSlots_EndsAtOnce()
    {
        using var cancel = new CancellationTokenSource();
        var slots = new WorkerSlots(1);
        var other = new SlotQueue(slots);
        Assert.IsTrue(await other.AcquireAsync());
        await using var pipeline = Pipeline.From<int>("p").Then(static n => n).Build(new() { Slots = slots });

        var run = pipeline.RunAsync([1], cancel.Token).AllAsync();
        await Waiting.UntilAsync(() => pipeline.Stages[0].Counts.Queued == 1);
        await cancel.CancelAsync();
        var outcome = (await run)[0];

        Assert.AreEqual((OutcomeKind.Cancelled, 0), (outcome.Kind, outcome.Attempts));
        other.Release();
        Assert.AreEqual(0, slots.Used);
    }
}
