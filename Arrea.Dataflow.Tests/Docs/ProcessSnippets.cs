using Arrea.Dataflow.Jobs;

namespace Arrea.Dataflow.Tests.Docs;

/// <summary>The code of docs/guide/processes.md: run, and its answers checked.</summary>
[TestClass]
public sealed class ProcessSnippets
{
    [TestMethod]
    public async Task KillSignal()
    {
        var lines = new List<string>();
        Action<string> print = lines.Add;

        #region snippet-processes-kill-signal
        await using var engine = ArreaEngine.Create(new() { KillGrace = TimeSpan.FromSeconds(10) });

        JobResult job = await engine.ExecuteAsync(new Job("trap 'rm -f lock; kill $!; exit 0' INT; sleep 60 & wait")
        {
            KillSignal = 2,
            Timeout = TimeSpan.FromSeconds(1),
        });
        print($"{job.Outcome}");
        #endregion

        CollectionAssert.AreEqual(new[] { "TimedOut" }, lines);
    }
}
