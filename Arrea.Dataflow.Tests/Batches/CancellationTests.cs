using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Batches;

[TestClass]
public sealed class CancellationTests(TestContext context)
{
    private static Job Waits { get; } = Job.Run(ct => Task.Delay(Timeout.Infinite, ct));

    [TestMethod]
    public async Task CancelAsync_RunningWaitingAndRetrying_AllEndCancelledOnce()
    {
        await using var engine = Engines.Create(new ManualTimeProvider());
        var log = new EventLog();
        var batch = engine.Run(
            [Waits, Job.Run(() => throw new IOException()) with { Policy = new ErrorPolicy { RetryDelay = TimeSpan.FromHours(1) } }, Waits, Waits, Job.Run(() => 1)],
            Engines.Workers(2) with { Recorder = log });
        await Condition.HoldsAsync(() => batch.Counts is { Active: 3, Retried: 1 }, "two jobs run and one waits for its retry");

        await batch.CancelAsync();
        var result = await batch.Completion;

        Assert.AreEqual(5, result.Cancelled);
        CollectionAssert.AreEqual(new[] { 1, 1, 1, 0, 0 }, result.Results.Select(static job => job.Attempts).ToArray());
        Assert.AreEqual("Error", log.KindsOfJob(4));
        Assert.AreEqual("WorkerStarted RetryScheduled Error", log.KindsOfJob(1));
    }

    [TestMethod]
    public async Task Run_WithACancelledToken_StartsNothing()
    {
        await using var engine = Engines.Create();

        var result = await engine.RunAsync([Waits, "echo"], cancellationToken: new CancellationToken(canceled: true));

        Assert.AreEqual((2L, 0L), (result.Cancelled, result.Counts.Started));
    }

    [TestMethod]
    public async Task Cancel_OneJob_TouchesNoOther()
    {
        await using var engine = Engines.Create(new ManualTimeProvider());
        var gate = new TaskCompletionSource();
        var gated = Job.Run(() => gate.Task);
        var retries = Job.Run(() => throw new IOException()) with { Policy = new ErrorPolicy { RetryDelay = TimeSpan.FromHours(1) } };
        var batch = engine.Run([Waits, retries, gated, gated], Engines.Workers(2));
        await Condition.HoldsAsync(() => batch.Counts is { Active: 3, Retried: 1 }, "two jobs run and one waits for its retry");

        // The one that waits first: the end of another would let it start.
        Assert.IsTrue(batch.Cancel(3));
        Assert.IsTrue(batch.Cancel(0));
        Assert.IsTrue(batch.Cancel(1));
        Assert.IsFalse(batch.Cancel(4));
        Assert.IsFalse(batch.Cancel(-1));
        gate.SetResult();
        var result = await batch.Completion;

        CollectionAssert.AreEqual(
            new[] { OutcomeKind.Cancelled, OutcomeKind.Cancelled, OutcomeKind.Succeeded, OutcomeKind.Cancelled },
            result.Results.Select(static job => job.Outcome).ToArray());
        Assert.IsFalse(batch.Cancel(0));
    }

    [TestMethod]
    public async Task Cancel_FromInsideTheJob_EndsIt()
    {
        await using var engine = Engines.Create();
        Batch? batch = null;
        var started = new TaskCompletionSource();
        batch = engine.Run([Job.Run(async ct =>
        {
            await started.Task;
            batch!.Cancel(0);
            await Task.Delay(Timeout.Infinite, ct);
        })], Engines.Workers(1));
        started.SetResult();

        Assert.AreEqual(1, (await batch.Completion).Cancelled);
    }

    [TestMethod]
    public async Task CancelAsync_DelegateThatEndsAllTheSame_HasSucceeded()
    {
        await using var engine = Engines.Create();
        var cancelled = new TaskCompletionSource();
        var batch = engine.Run([Job.Run(async ct =>
        {
            await using var registration = ct.Register(cancelled.SetResult);
            await cancelled.Task;
            return "done";
        })], Engines.Workers(1));
        await Condition.HoldsAsync(() => batch.Counts.Active == 1, "the job runs");

        await batch.CancelAsync();

        Assert.AreEqual("done", (await batch.Completion).Results[0].Value);
    }

    [TestMethod]
    public async Task FailFast_TheFirstFailure_EndsTheRest()
    {
        await using var engine = Engines.Create();

        var result = await engine.RunAsync([Waits, Job.Run(() => throw new IOException()), Waits, "echo never"], Engines.Workers(2) with { FailFast = true });

        CollectionAssert.AreEqual(
            new[] { OutcomeKind.Cancelled, OutcomeKind.Failed, OutcomeKind.Cancelled, OutcomeKind.Cancelled },
            result.Results.Select(static job => job.Outcome).ToArray());
    }

    [TestMethod]
    public async Task DisposeAsync_InTheMiddle_InterruptsEverythingAndRefusesMore()
    {
        var engine = Engines.Create();
        var log = new EventLog();
        engine.Events.Subscribe(log);
        var batch = engine.Run([Waits, "sleep 1000", Waits, Waits], Engines.Workers(2));
        await Condition.HoldsAsync(() => batch.Counts.Active == 2, "two jobs run");

        await engine.DisposeAsync();

        var result = await batch.Completion;
        Assert.AreEqual(4, result.Interrupted);
        Assert.AreEqual(JobErrorCodes.Shutdown, result.Results[3].Error?.Code);
        Assert.AreEqual((2L, 2L, 4L), (result.Counts.Cancelled, result.Counts.NeverStarted, result.Counts.Interrupted));
        await log.Completed.WaitAsync(Condition.Patience, context.CancellationToken);
        var told = log.All.OfType<BatchCompleted>().Single();
        Assert.AreEqual((4L, 4L), (told.Cancelled, told.Interrupted));
        Assert.Throws<ObjectDisposedException>(() => engine.Run(["echo"]));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => engine.ExecuteAsync("echo"));
        await engine.DisposeAsync();
    }

    [TestMethod]
    public async Task DisposeAsync_FromInsideAJob_Returns()
    {
        var engine = Engines.Create();

        var result = await engine.RunAsync([Job.Run(async () => await engine.DisposeAsync())], Engines.Workers(1));

        Assert.AreEqual(1, result.Total);
    }

    [TestMethod]
    public async Task SkipKillGrace_CommandThatIgnoresTerm_DoesNotGetItsGrace()
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { KillGrace = TimeSpan.FromHours(1) });
        var batch = engine.Run(["trap '' TERM; echo ready; while :; do sleep 0.1; done"], Engines.Workers(1) with { Recorder = new EventLog() });
        await Condition.HoldsAsync(() => batch.Counts.Active == 1, "the command runs");

        var cancelled = batch.CancelAsync();
        engine.SkipKillGrace();
        await cancelled.WaitAsync(Condition.Patience, context.CancellationToken);

        Assert.AreEqual(OutcomeKind.Cancelled, (await batch.Completion).Results[0].Outcome);
    }
}
