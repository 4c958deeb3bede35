using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Batches;

[TestClass]
public sealed class OutcomeTests(TestContext context)
{
    [TestMethod]
    public async Task ExecuteAsync_Command_GivesItsOutputsAndExitCode()
    {
        await using var engine = Engines.Create();

        var result = await engine.ExecuteAsync(new Job("echo out; echo err >&2; exit 3") { Policy = Engines.NoRetry, Tag = "three" });

        Assert.AreEqual(OutcomeKind.Failed, result.Outcome);
        Assert.AreEqual(JobErrorCodes.ExitCode, result.Error?.Code);
        Assert.AreEqual(3, result.ExitCode);
        Assert.AreEqual("out\n", result.StandardOutput);
        Assert.AreEqual("err\n", result.StandardError);
        Assert.AreEqual("three", result.Tag);
        Assert.AreEqual(1, result.Attempts);
        Assert.MatchesRegex(@"\A[0-9a-f]{16}/0\z", result.WorkerId);
    }

    [TestMethod]
    public async Task ExecuteAsync_CommandEndedBySignal_FailsWithTheSignal()
    {
        await using var engine = Engines.Create();

        var result = await engine.ExecuteAsync(new Job("kill -KILL $$") { Policy = Engines.NoRetry });

        Assert.AreEqual((OutcomeKind.Failed, JobErrorCodes.Signal), (result.Outcome, result.Error?.Code));
        Assert.AreEqual(9, result.Signal);
        Assert.IsNull(result.ExitCode);
    }

    [TestMethod]
    public async Task ExecuteAsync_TypedDelegate_GivesItsValue()
    {
        await using var engine = Engines.Create();

        var result = await engine.ExecuteAsync(Job.Run(_ => new ValueTask<int>(42)), context.CancellationToken);

        Assert.AreEqual(42, result.Value);
        Assert.AreEqual(42, result.GetValue<int>());
        Assert.Throws<InvalidCastException>(() => result.GetValue<string>());
    }

    [TestMethod]
    public async Task RunAsync_EveryShapeOfDelegate_GivesItsValue()
    {
        await using var engine = Engines.Create();

        var result = await engine.RunAsync(
        [
            Job.Run(_ => new ValueTask<int>(1)),
            Job.Run(async ct =>
            {
                await Task.Yield();
                ct.ThrowIfCancellationRequested();
                return 2;
            }),
            Job.Run(_ => Task.FromResult(3)),
            Job.Run(() => 4),
            Job.Run(() => Task.FromResult(5)),
            Job.Run(() => new ValueTask<int>(6)),
            Job.Run(_ => 7),
            Job.Run(worker => worker.Attempt + 7),
            Job.Run(async worker =>
            {
                await Task.Yield();
                return worker.Attempt + 8;
            }),
            Job.Run(() => { }),
            Job.Run(async () => await Task.Yield()),
            Job.Run(_ => Task.CompletedTask),
            Job.Run(_ => default(ValueTask)),
            Job.Run(_ => { }),
            Job.Run(worker => worker.ReportProgress(50)),
        ]);

        result.EnsureSuccess();
        CollectionAssert.AreEqual(
            new object?[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, null, null, null, null, null, null },
            result.Results.Select(static job => job.Value).ToArray());
    }

    [TestMethod]
    public async Task RunAsync_DelegateThatThrows_FailsWithItsException()
    {
        await using var engine = Engines.Create();
        var error = new OutOfMemoryException("mine");

        var result = await engine.RunAsync([Job.Run(() => throw error), Job.Run(async () =>
        {
            await Task.Yield();
            throw error;
        })], Engines.Workers(1));

        foreach (var job in result.Results)
        {
            Assert.AreEqual((OutcomeKind.Failed, JobErrorCodes.Exception), (job.Outcome, job.Error?.Code));
            Assert.AreSame(error, job.Error?.Exception);
        }
    }

    [TestMethod]
    public async Task RunAsync_DelegateThatCallsForItsOwnCancellation_FailsAndIsRetried()
    {
        await using var engine = Engines.Create();
        var attempts = 0;

        var result = await engine.RunAsync([Job.Run(() =>
        {
            attempts++;
            throw new OperationCanceledException();
        })]);

        Assert.AreEqual(OutcomeKind.Failed, result.Results[0].Outcome);
        Assert.AreEqual(4, attempts);
        Assert.AreEqual(4, result.Results[0].Attempts);
    }

    [TestMethod]
    public async Task RunAsync_RefusedCommand_IsRejectedAndTheOthersRun()
    {
        await using var engine = Engines.Create();

        var result = await engine.RunAsync(["rm -rf /nowhere", "echo ok", new Job("echo 'sudo '") { Validate = false }, ""]);

        CollectionAssert.AreEqual(
            new[] { OutcomeKind.Rejected, OutcomeKind.Succeeded, OutcomeKind.Succeeded, OutcomeKind.Rejected },
            result.Results.Select(static job => job.Outcome).ToArray());
        Assert.AreEqual(JobErrorCodes.ValidationFailed, result.Results[0].Error?.Code);
        Assert.AreEqual(0, result.Results[0].Attempts);
        Assert.AreEqual(2, result.Rejected);
        Assert.AreEqual(2, result.Counts.Started);
    }

    [TestMethod]
    public async Task RunAsync_NothingCanBeStarted_SaysSoInTheResult()
    {
        await using var engine = Engines.Create();
        var nowhere = new Job("echo") { WorkingDirectory = "/nowhere/at/all" };

        var batch = engine.Run([nowhere, nowhere]);
        var result = await batch.Completion;

        Assert.AreEqual(new AllWorkersFailed(2), result.Refusal);
        Assert.AreEqual((0L, 2L), (batch.Started, batch.FailedToStart));
        Assert.AreEqual((OutcomeKind.Failed, JobErrorCodes.StartFailed, 1), (result.Results[0].Outcome, result.Results[0].Error?.Code, result.Results[0].Attempts));
        Assert.Contains("/nowhere/at/all", result.Results[0].Error!.Message);
    }

    [TestMethod]
    public async Task RunAsync_ManyJobs_KeepsInputOrder()
    {
        await using var engine = Engines.Create();

        var result = await engine.RunAsync(Enumerable.Range(0, 10_000).Select(static Job (n) => Job.Run(() => n)), Engines.Workers(8));

        CollectionAssert.AreEqual(Enumerable.Range(0, 10_000).ToArray(), result.Results.Select(static job => job.GetValue<int>()).ToArray());
    }

    [TestMethod]
    public async Task EnsureSuccess_AJobFailed_ThrowsForTheFirst()
    {
        await using var engine = Engines.Create();

        var result = await engine.RunAsync(["true", "exit 2", "exit 3"], Engines.Workers(3));

        var thrown = Assert.Throws<JobFailedException>(result.EnsureSuccess);
        Assert.AreEqual(1, thrown.Result?.Index);
    }

    [TestMethod]
    public async Task ToString_OfJobAndResult_KeepsSecrets()
    {
        await using var engine = Engines.Create();
        Job job = "echo hunter2; exit 1";

        var result = await engine.ExecuteAsync(job with { Policy = Engines.NoRetry });

        Assert.DoesNotContain("hunter2", job.ToString());
        Assert.DoesNotContain("hunter2", result.ToString());
        Assert.DoesNotContain("hunter2", result.Error!.ToString());
    }

    [TestMethod]
    public async Task Warn_PromotedToError_FailsTheAttempt()
    {
        await using var engine = Engines.Create();
        var policy = Engines.NoRetry with { OnWarning = WarningAction.PromoteToError };

        var result = await engine.RunAsync(
            [new Job("echo careful >&2"), Job.Run(worker => worker.Warn("careful")), Job.Run(() => 1), new Job("true")],
            new BatchOptions { Policy = policy });

        CollectionAssert.AreEqual(
            new[] { JobErrorCodes.Warning, JobErrorCodes.Warning, null, null },
            result.Results.Select(static job => job.Error?.Code).ToArray());
    }
}
