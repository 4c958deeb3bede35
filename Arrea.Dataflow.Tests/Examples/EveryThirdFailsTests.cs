using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Examples;

/// <summary>A run of real commands of which every third fails: half of those for good, the others until their last attempt.</summary>
[TestClass]
public sealed class EveryThirdFailsTests
{
    [TestMethod]
    public async Task RunAsync_EveryThirdCommandFails_IsAccountedForExactly()
    {
        var commands = TestScale.Choose(240, 2_400, "commands of which every third fails");
        using var folder = new TemporaryFolder();
        await using var engine = ArreaEngine.Create();
        var log = new EventLog();
        var policy = new ErrorPolicy { MaxRetries = 2, RetryDelay = TimeSpan.FromMilliseconds(1) };

        // A command that heals counts its attempts in a file, and succeeds at the third.
        Job Command(int n) => (n % 3, n % 2) switch
        {
            (not 0, _) => $"echo {n}",
            (0, 0) => $"echo {n}; exit 7",
            _ => $"echo x >> {n}; test $(wc -l < {n}) -ge 3 && echo {n}",
        };
        var result = await engine.RunAsync(
            Enumerable.Range(0, commands).Select(Command).Select(job => job with { WorkingDirectory = folder.Path }),
            new BatchOptions { Workers = 8, MaxCommands = commands, Policy = policy, Recorder = log });

        var third = commands / 3;
        var hopeless = commands / 6;
        Assert.AreEqual((commands, commands - hopeless, hopeless), (result.Total, result.Succeeded, result.Failed));
        Assert.AreEqual((commands, 2 * third, 0), (result.Counts.Started, result.Counts.Retried, result.Counts.Active));
        Assert.AreEqual(commands + (2 * third), result.Results.Sum(static job => job.Attempts));
        Assert.AreEqual(2 * third, log.All.OfType<RetryScheduled>().Count());
        Assert.AreEqual(commands, log.All.Count(static e => e is Finished or Error));
        foreach (var job in result.Results)
        {
            var fails = job.Index % 3 == 0 && job.Index % 2 == 0;
            Assert.AreEqual((fails ? OutcomeKind.Failed : OutcomeKind.Succeeded, fails ? 7 : 0), (job.Outcome, job.ExitCode));
            Assert.AreEqual(job.Index % 3 == 0 ? 3 : 1, job.Attempts);
            Assert.AreEqual($"{job.Index}\n", job.StandardOutput);
        }

        Assert.AreEqual(result.Counts, engine.GetStats());
    }
}
