using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Policies;

namespace Arrea.Dataflow.Tests.Docs;

/// <summary>The code of docs/guide/batches.md about limits and policies.</summary>
[TestClass]
public sealed class BatchPolicySnippets
{
    [TestMethod]
    public async Task Limits()
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions());

        #region snippet-batches-limits
        BatchResult batch = await engine.RunAsync(
            ["echo quick", new Job("sleep 60") { Timeout = TimeSpan.FromMilliseconds(100) }, "sleep 60"],
            new BatchOptions { Deadline = TimeSpan.FromSeconds(2), Policy = ErrorPolicy.Strict });
        #endregion

        CollectionAssert.AreEqual(
            new[] { OutcomeKind.Succeeded, OutcomeKind.TimedOut, OutcomeKind.TimedOut },
            batch.Results.Select(static job => job.Outcome).ToArray());
    }

    [TestMethod]
    public async Task FailFast()
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions());

        #region snippet-batches-fail-fast
        BatchResult batch = await engine.RunAsync(
            ["exit 1", "sleep 60"],
            new BatchOptions { FailFast = true, Policy = ErrorPolicy.Strict });
        #endregion

        CollectionAssert.AreEqual(
            new[] { OutcomeKind.Failed, OutcomeKind.Cancelled },
            batch.Results.Select(static job => job.Outcome).ToArray());
    }

    [TestMethod]
    public async Task Policy()
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions());

        #region snippet-batches-policy
        var policy = new ErrorPolicy
        {
            MaxRetries = 3,
            RetryDelay = TimeSpan.FromMilliseconds(20),
            Backoff = Backoff.Exponential,
            RetryOn = attempt => attempt.TimedOut || attempt.ExitCode == 75,
        };

        BatchResult batch = await engine.RunAsync(["exit 75", "exit 1"], new BatchOptions { Policy = policy });

        Console.WriteLine(batch.Results[0].Attempts); // 4
        Console.WriteLine(batch.Results[1].Attempts); // 1
        #endregion

        Assert.AreEqual(4, batch.Results[0].Attempts);
        Assert.AreEqual(1, batch.Results[1].Attempts);
    }

    [TestMethod]
    public async Task CustomPolicy()
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions());

        #region snippet-batches-custom-policy
        var policy = ErrorPolicy.Custom((error, retries, attempt) =>
            error.Code == JobErrorCodes.ExitCode && retries < 2
                ? PolicyDecision.RetryAfter(TimeSpan.FromMilliseconds(10))
                : PolicyDecision.Stop);
        #endregion

        var job = await engine.ExecuteAsync(new Job("exit 1") { Policy = policy });
        Assert.AreEqual(3, job.Attempts);
    }
}
