using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Batches;

[TestClass]
public sealed class DrainTests(TestContext context)
{
    private static readonly ErrorPolicy PatientRetry = new() { RetryDelay = TimeSpan.FromHours(1), Timeout = Timeout.InfiniteTimeSpan };

    [TestMethod]
    public async Task DrainAsync_RunningWaitingAndRetrying_OnlyWhatRunsGoesOn()
    {
        await using var engine = Engines.Create(new ManualTimeProvider());
        var gate = new TaskCompletionSource<int>();
        var gated = Job.Run(() => gate.Task);
        var batch = engine.Run([gated, Job.Run(() => throw new IOException()) with { Policy = PatientRetry }, gated, gated, Job.Run(() => 1)], Engines.Workers(2));
        await Condition.HoldsAsync(() => batch.Counts is { Active: 3, Retried: 1 }, "two jobs run and one waits for its retry");

        var drained = batch.DrainAsync();
        await Condition.HoldsAsync(() => batch.Counts.ByOutcome().Cancelled == 3, "what does not run has ended");
        Assert.IsFalse(drained.IsCompleted);
        gate.SetResult(7);
        await drained.WaitAsync(Condition.Patience, context.CancellationToken);
        var results = (await batch.Completion).Results;

        CollectionAssert.AreEqual(
            new[] { OutcomeKind.Succeeded, OutcomeKind.Cancelled, OutcomeKind.Succeeded, OutcomeKind.Cancelled, OutcomeKind.Cancelled },
            results.Select(static job => job.Outcome).ToArray());
        CollectionAssert.AreEqual(new[] { 1, 1, 1, 0, 0 }, results.Select(static job => job.Attempts).ToArray());
        Assert.AreEqual((StopReason.Drained, JobErrorCodes.Cancelled), (results[4].StoppedBy, results[4].Error!.Code));
        Assert.AreEqual(7, results[0].Value);
    }

    [TestMethod]
    public async Task DrainAsync_RunningAttemptFails_IsItsOutcomeAndNotRetried()
    {
        await using var engine = Engines.Create();
        var gate = new TaskCompletionSource();
        var batch = engine.Run(
            [Job.Run(() => gate.Task)], Engines.Workers(1) with { Policy = PatientRetry });
        await Condition.HoldsAsync(() => batch.Counts.Started == 1, "it runs");

        _ = batch.DrainAsync();
        gate.SetException(new IOException("full"));
        var result = await batch.Completion.WaitAsync(Condition.Patience, context.CancellationToken);

        Assert.AreEqual((OutcomeKind.Failed, 1), (result.Results[0].Outcome, result.Results[0].Attempts));
        Assert.AreEqual(StopReason.None, result.Results[0].StoppedBy);
    }

    [TestMethod]
    public async Task DrainAsync_WhileAnAttemptWaitsForRoom_EndsTheWait()
    {
        await using var engine = Engines.Create();
        var bulkhead = new Bulkhead(new() { Capacity = 1, QueueLimit = 5 });
        Assert.IsTrue(bulkhead.TryEnter(out var room));
        var batch = engine.Run([Job.Run(static () => 1), Job.Run(static () => 2)], Engines.Workers(2) with { Protection = new() { Bulkhead = bulkhead } });
        await Condition.HoldsAsync(() => bulkhead.Waiting == 2, "both wait");

        await batch.DrainAsync().WaitAsync(Condition.Patience, context.CancellationToken);

        Assert.AreEqual(2, (await batch.Completion).Cancelled);
        room.Dispose();
        Assert.AreEqual((0, 0, 0), (bulkhead.Used, bulkhead.Waiting, engine.ActiveWorkers));
    }

    [TestMethod]
    public async Task CancelAsync_AfterADrain_EndsWhatStillRuns()
    {
        await using var engine = Engines.Create();
        var batch = engine.Run([Job.Run(static ct => Task.Delay(Timeout.Infinite, ct)), Job.Run(static () => 1)], Engines.Workers(1));
        await Condition.HoldsAsync(() => batch.Counts.Started == 1, "one runs");
        _ = batch.DrainAsync();
        await Condition.HoldsAsync(() => batch.Counts.ByOutcome().Cancelled == 1, "the other has ended");

        await batch.CancelAsync().WaitAsync(Condition.Patience, context.CancellationToken);

        var results = (await batch.Completion).Results;
        CollectionAssert.AreEqual(new[] { StopReason.Cancelled, StopReason.Drained }, results.Select(static job => job.StoppedBy).ToArray());
    }

    [TestMethod]
    public async Task DrainAsync_AfterACancel_ChangesNothing()
    {
        await using var engine = Engines.Create();
        var batch = engine.Run([Job.Run(static ct => Task.Delay(Timeout.Infinite, ct)), Job.Run(static () => 1)], Engines.Workers(1));
        await Condition.HoldsAsync(() => batch.Counts.Started == 1, "one runs");

        _ = batch.CancelAsync();
        await batch.DrainAsync().WaitAsync(Condition.Patience, context.CancellationToken);

        Assert.IsTrue((await batch.Completion).Results.All(static job => job.StoppedBy == StopReason.Cancelled));
    }

    [TestMethod]
    public async Task DrainAsync_OfJobsThatAreRead_ReadsNoMore()
    {
        await using var engine = Engines.Create();
        var gate = new TaskCompletionSource();
        var batch = engine.Run(Endless(gate.Task), Engines.Workers(2));
        await Condition.HoldsAsync(() => batch.Counts.Active == 2, "two run");

        _ = batch.DrainAsync();
        gate.SetResult();
        var result = await batch.Completion.WaitAsync(Condition.Patience, context.CancellationToken);

        Assert.AreEqual(2, result.Succeeded);
        Assert.AreEqual(result.Counts.Ended - 2, result.Cancelled);
    }

    [TestMethod]
    public async Task DrainAsync_AtAnyMoment_GivesEveryJobOneOutcome()
    {
        await using var engine = Engines.Create();
        var random = new Random(7);
        for (var round = 0; round < TestScale.Choose(30, 1_000, "rounds of draining"); round++)
        {
            const int jobs = 200;
            var batch = engine.Run(
                Enumerable.Range(0, jobs).Select(static n => (Job)Job.Run(async () => await Task.Yield()) with { Key = n % 5 == 0 ? "k" : null }), Engines.Workers(1 + random.Next(8)));
            var after = random.Next(jobs);
            SpinWait.SpinUntil(() => batch.Counts.Ended >= after, TimeSpan.FromSeconds(1));

            await batch.DrainAsync().WaitAsync(Condition.Patience, context.CancellationToken);

            var result = await batch.Completion;
            Assert.AreEqual(jobs, result.Succeeded + result.Cancelled);
            Assert.IsTrue(result.Results.All(static job => job.IsSuccess == (job.Attempts == 1)));
        }
    }

    private static async IAsyncEnumerable<Job> Endless(Task gate)
    {
        while (true)
        {
            await Task.Yield();
            yield return Job.Run(() => gate);
        }
    }
}
