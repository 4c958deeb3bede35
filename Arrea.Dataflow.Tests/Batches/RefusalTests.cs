using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Batches;

[TestClass]
public sealed class RefusalTests
{
    private static Job One { get; } = Job.Run(() => 1);

    [TestMethod]
    public async Task Run_NoJobs_IsRefused()
    {
        await using var engine = Engines.Create();

        static IEnumerable<Job> Nothing()
        {
            yield break;
        }

        Assert.IsInstanceOfType<EmptyBatch>(Assert.Throws<BatchRefusedException>(() => engine.Run([])).Reason);
        Assert.IsInstanceOfType<EmptyBatch>((await Assert.ThrowsAsync<BatchRefusedException>(async () => await engine.RunAsync(Nothing()))).Reason);
    }

    [TestMethod]
    public async Task Run_TooManyJobs_IsRefusedBeforeAnythingStarts()
    {
        await using var engine = Engines.Create();
        var ran = 0;
        var counts = Job.Run(() => ran++);

        var refused = Assert.Throws<BatchRefusedException>(() => engine.Run(Enumerable.Repeat<Job>(counts, 501)));

        Assert.AreEqual(new TooManyCommands(501, 500), refused.Reason);
        Assert.Contains("MaxCommands", refused.Message);
        Assert.AreEqual(0, ran);
        Assert.AreEqual(new TooManyCommands(3, 2), Assert.Throws<BatchRefusedException>(() => engine.Run([One, One, One], new BatchOptions { MaxCommands = 2 })).Reason);
        Assert.AreEqual(500, (await engine.RunAsync(Enumerable.Repeat(One, 500))).Succeeded);
    }

    [TestMethod]
    public async Task Run_UnknownSize_IsNotLimited()
    {
        await using var engine = Engines.Create();

        static IEnumerable<Job> Many()
        {
            for (var n = 0; n < 2000; n++)
            {
                yield return One;
            }
        }

        Assert.AreEqual(2000, (await engine.RunAsync(Many())).Succeeded);
    }

    [TestMethod]
    public async Task Run_NullJob_IsRefusedByItsPlace()
    {
        await using var engine = Engines.Create();

        Assert.Contains("Job 1", Assert.Throws<ArgumentException>(() => engine.Run([One, null!])).Message);
        Assert.Throws<ArgumentNullException>(() => engine.Run((IEnumerable<Job>)null!));
        Assert.Throws<ArgumentNullException>(() => engine.Run((IAsyncEnumerable<Job>)null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => engine.ExecuteAsync((Job)null!));
        Assert.Throws<ArgumentNullException>(() => (Job)(string)null!);
        Assert.Throws<ArgumentNullException>(() => Job.Run((Func<int>)null!));

        static async IAsyncEnumerable<Job> WithNull()
        {
            yield return One;
            await Task.Yield();
            yield return null!;
        }

        Assert.Contains("Job 1", (await Assert.ThrowsAsync<ArgumentException>(() => engine.RunAsync(WithNull()))).Message);
    }

    [TestMethod]
    public void Options_OutOfRange_AreRefusedByName()
    {
        Assert.Contains("MaxWorkers", Assert.Throws<ArgumentOutOfRangeException>(() => new ArreaEngineOptions { MaxWorkers = 0 }).Message);
        Assert.Contains("MaxWorkers", Assert.Throws<ArgumentOutOfRangeException>(() => new ArreaEngineOptions { MaxWorkers = 100_001 }).Message);
        Assert.Contains("MaxCommandsPerBatch", Assert.Throws<ArgumentOutOfRangeException>(() => new ArreaEngineOptions { MaxCommandsPerBatch = 0 }).Message);
        Assert.Contains("no_such", Assert.Throws<ArgumentException>(() => new ArreaEngineOptions { ValidationRules = ["no_such"] }).Message);
        Assert.Contains("MaxCommands", Assert.Throws<ArgumentOutOfRangeException>(() => new BatchOptions { MaxCommands = 0 }).Message);
    }
}
