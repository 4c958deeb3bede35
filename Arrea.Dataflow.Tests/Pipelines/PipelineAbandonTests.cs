using System.Runtime.CompilerServices;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Pipelines;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Pipelines;

[TestClass]
public sealed class PipelineAbandonTests
{
    [TestMethod]
    public async Task Then_IgnoresItsTokenPastTheLimit_IsLeftBehindAfterTheGrace()
    {
        var time = new ManualTimeProvider();
        var late = Waiting.Gate();
        await using var pipeline = Pipeline.From<int>("p")
            .Then(async (int n, CancellationToken _) =>
            {
                await late.Task;
                return n;
            }, new() { Timeout = TimeSpan.FromSeconds(1) })
            .Build(new() { TimeProvider = time });

        var run = pipeline.RunAsync([1]).AllAsync();
        await time.TimersAsync(1).InTime();
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.IsFalse(run.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(500));

        Assert.AreEqual("0:timeout", (await run).InShort());
        late.SetResult();
    }

    [TestMethod]
    public async Task Then_BlocksItsThread_IsLeftBehindToo()
    {
        var time = new ManualTimeProvider();
        using var late = new ManualResetEventSlim();
        await using var pipeline = Pipeline.From<int>("p")
            .ForEach((int _) => late.Wait(CancellationToken.None), new() { Timeout = TimeSpan.FromSeconds(1) })
            .Build(new() { TimeProvider = time, AbandonAfter = TimeSpan.Zero });

        var run = pipeline.RunAsync([1]).AllAsync();
        await time.TimersAsync(1).InTime();
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.AreEqual("0:timeout", (await run).InShort());
        late.Set();
    }

    [TestMethod]
    public async Task Then_ValueWithinTheGrace_IsTooLate()
    {
        var time = new ManualTimeProvider();
        var gate = Waiting.Gate();
        await using var pipeline = Pipeline.From<int>("p")
            .ForEach((_, _) => gate.Task, new() { Timeout = TimeSpan.FromSeconds(1) })
            .Build(new() { TimeProvider = time });

        var run = pipeline.RunAsync([1]).AllAsync();
        await time.TimersAsync(1).InTime();
        time.Advance(TimeSpan.FromSeconds(1));
        gate.SetResult();

        Assert.AreEqual("0:timeout", (await run).InShort());
    }

    [TestMethod]
    public async Task Cancel_HandlerIgnoresIt_OutcomeComesAfterTheGrace()
    {
        var time = new ManualTimeProvider();
        using var cancel = new CancellationTokenSource();
        var late = Waiting.Gate();
        await using var pipeline = Pipeline.From<int>("p")
            .ForEach((_, _) => late.Task, new() { Timeout = Timeout.InfiniteTimeSpan })
            .Build(new() { TimeProvider = time });

        var run = pipeline.RunAsync([1], cancel.Token).AllAsync();
        await Waiting.UntilAsync(() => pipeline.Stages[0].Counts.Running == 1);
        await cancel.CancelAsync();
        await time.TimersAsync(1).InTime();
        Assert.IsFalse(run.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(500));

        Assert.AreEqual("0:cancelled", (await run).InShort());
        late.SetResult();
    }

    [TestMethod]
    public async Task DisposeAsync_HandlerIgnoresIt_WaitsForTheGraceOnly()
    {
        var time = new ManualTimeProvider();
        var late = Waiting.Gate();
        var pipeline = Pipeline.From<int>("p")
            .ForEach((_, _) => late.Task, new() { Timeout = Timeout.InfiniteTimeSpan })
            .Build(new() { TimeProvider = time });

        var run = pipeline.RunAsync([1]).AllAsync();
        await Waiting.UntilAsync(() => pipeline.Stages[0].Counts.Running == 1);
        var disposal = pipeline.DisposeAsync().AsTask();
        await time.TimersAsync(1).InTime();
        Assert.IsFalse(disposal.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(500));

        await disposal.InTime();
        Assert.AreEqual("0:shutdown", (await run).InShort());
        late.SetResult();
    }

    [TestMethod]
    [DoNotParallelize]
    public async Task Then_LateException_IsObserved()
    {
        var unobserved = 0;
        EventHandler<UnobservedTaskExceptionEventArgs> watch = (_, e) => unobserved += e.Exception.ToString().Contains("late and unseen", StringComparison.Ordinal) ? 1 : 0;
        TaskScheduler.UnobservedTaskException += watch;
        var thrown = new StrongBox<bool>();
        await LeaveBehindAsync(thrown);
        await Waiting.UntilAsync(() => Volatile.Read(ref thrown.Value));
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        TaskScheduler.UnobservedTaskException -= watch;
        Assert.AreEqual(0, unobserved);
    }

    [TestMethod]
    public async Task Timeout_CallbackOfTheTokenThrows_DisturbsNobody()
    {
        var time = new ManualTimeProvider();
        await using var pipeline = Pipeline.From<int>("p")
            .ForEach(static async (_, token) =>
            {
                token.Register(static () => throw new InvalidOperationException("from a callback"));
                await Waiting.ForeverAsync(token);
            }, new() { Timeout = TimeSpan.FromSeconds(1) })
            .Build(new() { TimeProvider = time });

        var run = pipeline.RunAsync([1]).AllAsync();
        await time.TimersAsync(1).InTime();
        await Waiting.UntilAsync(() => pipeline.Stages[0].Counts.Running == 1);
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.AreEqual("0:timeout", (await run).InShort());
    }

    private static async Task LeaveBehindAsync(StrongBox<bool> thrown)
    {
        var time = new ManualTimeProvider();
        var late = Waiting.Gate();
        await using var pipeline = Pipeline.From<int>("p")
            .ForEach(async (int _, CancellationToken _) =>
            {
                await late.Task;
                Volatile.Write(ref thrown.Value, true);
                throw new IOException("late and unseen");
            }, new() { Timeout = TimeSpan.FromSeconds(1) })
            .Build(new() { TimeProvider = time, AbandonAfter = TimeSpan.Zero });
        var run = pipeline.RunAsync([1]).AllAsync();
        await time.TimersAsync(1).InTime();
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.AreEqual(OutcomeKind.TimedOut, (await run)[0].Kind);
        late.SetResult();
    }
}
