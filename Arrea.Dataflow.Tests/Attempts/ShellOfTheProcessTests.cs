using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Attempts;

/// <summary>The shell of the process changes while commands run. What a command is judged for is what runs it.</summary>
[TestClass]
[DoNotParallelize]
public sealed class ShellOfTheProcessTests
{
    [TestMethod]
    [ProgramCondition("bash", "dash")]
    public async Task ExecuteAsync_ShellOfTheProcessChangesWhileAnotherCommandRuns_IsTheOneThatWasLookedAt()
    {
        var before = Environment.GetEnvironmentVariable("SHELL");
        using var folder = new TemporaryFolder();
        await using var engine = ArreaEngine.Create(new() { RetryDelay = TimeSpan.Zero });
        try
        {
            // One that runs all the while, so that an environment that was read for it would be at hand.
            Environment.SetEnvironmentVariable("SHELL", "/bin/bash");
            var batch = engine.Run([new Job($"touch '{folder["started"]}'; exec sleep 600")]);
            await Condition.HoldsAsync(() => File.Exists(folder["started"]), "the command runs");

            foreach (var shell in (string[])["/bin/dash", "/bin/bash", "/bin/dash", "/bin/bash"])
            {
                Environment.SetEnvironmentVariable("SHELL", shell);
                var small = await engine.ExecuteAsync("echo \"$0\"");
                var large = await engine.ExecuteAsync("cat <(echo \"$0\")");

                Assert.AreEqual(shell + "\n", small.EnsureSuccess().StandardOutput);
                Assert.AreEqual(shell == "/bin/bash" ? OutcomeKind.Succeeded : OutcomeKind.Rejected, large.Outcome);
                Assert.AreEqual(shell == "/bin/bash" ? shell + "\n" : "", large.StandardOutput);
            }

            await batch.CancelAsync();
        }
        finally
        {
            Environment.SetEnvironmentVariable("SHELL", before);
        }
    }
}
