#region snippet-readme
using Arrea.Dataflow;
using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Jobs;
#endregion

namespace Arrea.Readme;

/// <summary>The example of the README, in a namespace that sees the library's as a reader's code does: by using directives alone.</summary>
[TestClass]
public sealed class ReadmeSnippets
{
    [TestMethod]
    public async Task Example()
    {
        #region snippet-readme
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { MaxWorkers = 8 });

        BatchResult batch = await engine.RunAsync(
            ["git --version", "uname -s", Job.Run(() => 6 * 7)],
            new BatchOptions { Workers = 2, Timeout = TimeSpan.FromSeconds(10) });

        foreach (JobResult job in batch.Results)
        {
            Console.WriteLine($"{job.Index} {job.Outcome}: {job.Value ?? job.StandardOutput.Trim()}");
        }
        #endregion

        Assert.HasCount(3, batch.Results);
        Assert.AreEqual(42, batch.Results[2].GetValue<int>());
    }
}
