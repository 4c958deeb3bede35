using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Microsoft.Extensions.DependencyInjection;

namespace Arrea.Dataflow.Tests.Docs;

/// <summary>The code of docs/guide/batches.md, but for limits and policies.</summary>
[TestClass]
public sealed class BatchSnippets(TestContext context)
{
    [TestMethod]
    public async Task OneJob()
    {
        #region snippet-batches-one
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { MaxWorkers = 100 });

        JobResult greeting = await engine.ExecuteAsync("echo hello");
        Console.WriteLine(greeting.StandardOutput);

        JobResult<int> answer = await engine.ExecuteAsync(Job.Run(ct => new ValueTask<int>(42)));
        Console.WriteLine(answer.Value);
        #endregion

        Assert.AreEqual("hello\n", greeting.StandardOutput);
        Assert.AreEqual(42, answer.Value);
    }

    [TestMethod]
    public async Task ManyJobs()
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions());

        #region snippet-batches-many
        BatchResult batch = await engine.RunAsync(
            ["echo a", "echo b", Job.Run(() => 3)],
            new BatchOptions { Workers = 2 });

        Console.WriteLine(batch.Results[0].StandardOutput);
        Console.WriteLine(batch.Results[2].GetValue<int>());
        #endregion

        Assert.AreEqual("a\n", batch.Results[0].StandardOutput);
        Assert.AreEqual(3, batch.Results[2].GetValue<int>());
    }

    [TestMethod]
    public async Task JobWithProperties()
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions());

        #region snippet-batches-job
        var job = new Job("echo \"$GREETING from $PWD\"")
        {
            Tag = "greeting",
            WorkingDirectory = "/",
            Environment = new Dictionary<string, string?> { ["GREETING"] = "hello" },
            Timeout = TimeSpan.FromSeconds(10),
        };
        var elsewhere = job with { WorkingDirectory = "/usr" };
        #endregion

        var batch = await engine.RunAsync([job, elsewhere], new BatchOptions());
        Assert.AreEqual("hello from /\n", batch.Results[0].StandardOutput);
        Assert.AreEqual("hello from /usr\n", batch.Results[1].StandardOutput);
    }

    [TestMethod]
    public async Task JobThatReports()
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions());

        #region snippet-batches-context
        Job job = Job.Run((WorkerContext worker) =>
        {
            worker.ReportProgress(50);
            if (worker.Attempt > 1)
            {
                worker.Warn("This is not the first attempt.");
            }
        });
        #endregion

        Assert.IsTrue((await engine.ExecuteAsync(job)).IsSuccess);
    }

    [TestMethod]
    public async Task Stream()
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions());
        var lines = new List<string>();

        #region snippet-batches-stream
        Batch batch = engine.Run(["sleep 0.5; echo slow", "echo fast"], new BatchOptions { Workers = 2 });

        await foreach (JobResult job in batch.Results)
        {
            lines.Add(job.StandardOutput);
        }
        #endregion

        CollectionAssert.AreEqual(new[] { "fast\n", "slow\n" }, lines);
    }

    [TestMethod]
    public async Task StreamInInputOrder()
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions());
        var seen = new List<int>();

        #region snippet-batches-order
        Batch batch = engine.Run(
            ["sleep 0.5; echo slow", "echo fast"],
            new BatchOptions { Workers = 2, Order = ResultOrder.Input });
        #endregion

        await foreach (var job in batch.Results)
        {
            seen.Add(job.Index);
        }

        CollectionAssert.AreEqual(new[] { 0, 1 }, seen);
    }

    [TestMethod]
    public async Task LazySource()
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions());
        var sum = 0;

        #region snippet-batches-lazy
        static async IAsyncEnumerable<Job> NumbersAsync()
        {
            for (var number = 1; number <= 1_000; number++)
            {
                await Task.Yield();
                var captured = number;
                yield return Job.Run(() => captured);
            }
        }

        await foreach (JobResult job in engine.Run(NumbersAsync(), new BatchOptions()).Results)
        {
            sum += job.GetValue<int>();
        }
        #endregion

        Assert.AreEqual(500_500, sum);
    }

    [TestMethod]
    public async Task Cancel()
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions());

        #region snippet-batches-cancel
        Batch batch = engine.Run(["echo quick", "sleep 60", "sleep 60"], new BatchOptions { Workers = 3 });

        batch.Cancel(1);
        await batch.CancelAsync();

        BatchResult result = await batch.Completion;
        #endregion

        Assert.AreEqual(OutcomeKind.Cancelled, result.Results[1].Outcome);
        Assert.AreEqual(OutcomeKind.Cancelled, result.Results[2].Outcome);
    }

    [TestMethod]
    public async Task KeysAndPriorities()
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions());

        #region snippet-batches-keys
        Job[] jobs =
        [
            new Job("echo migrate") { Key = "database" },
            new Job("echo vacuum") { Key = "database" },
            new Job("echo page somebody") { Priority = 10 },
        ];

        BatchResult batch = await engine.RunAsync(jobs, new BatchOptions { Workers = 2 });
        #endregion

        Assert.IsTrue(batch.Results.All(static job => job.IsSuccess));
    }

    [TestMethod]
    public async Task Refusal()
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions());
        var message = "";

        #region snippet-batches-refusal
        try
        {
            await engine.RunAsync([], new BatchOptions());
        }
        catch (BatchRefusedException refused) when (refused.Reason is EmptyBatch)
        {
            message = "There is nothing to do.";
        }
        #endregion

        Assert.AreEqual("There is nothing to do.", message);
    }

    [TestMethod]
    public async Task EnsureSuccess()
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions());

        #region snippet-batches-ensure
        JobResult<int> result = await engine.ExecuteAsync(Job.Run(() => 6 * 7));
        int answer = result.EnsureSuccess().Value;
        #endregion

        Assert.AreEqual(42, answer);
    }

    [TestMethod]
    public async Task Embedding()
    {
        #region snippet-batches-embedding
        var services = new ServiceCollection();
        services.AddArrea(options => options.MaxWorkers = 8);

        await using var provider = services.BuildServiceProvider();
        var engine = provider.GetRequiredService<ArreaEngine>();
        #endregion

        Assert.IsTrue((await engine.ExecuteAsync("echo hello", cancellationToken: context.CancellationToken)).IsSuccess);
    }
}
