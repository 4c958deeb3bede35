using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Messaging;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Workers;

namespace Arrea.Dataflow.Tests.Docs;

/// <summary>The code of docs/guide/workers.md.</summary>
[TestClass]
public sealed class WorkerSnippets
{
    [TestMethod]
    public async Task ByHand()
    {
        await using var engine = ArreaEngine.Create();

        #region snippet-workers-start
        Worker worker = engine.Workers.Start(
            "release",
            ["echo build", Job.Run(() => 42), "echo publish"],
            ErrorPolicy.Strict);

        var result = await worker.Completion;
        Console.WriteLine($"{worker.Id}: {result.Succeeded} of {result.Total}");
        #endregion

        Assert.AreEqual(3, result.Succeeded);
    }

    [TestMethod]
    public async Task State()
    {
        await using var engine = ArreaEngine.Create();
        engine.Workers.Start("release", [Job.Run(ct => Task.Delay(Timeout.Infinite, ct))]);

        #region snippet-workers-state
        foreach (WorkerState state in engine.Workers.List())
        {
            Console.WriteLine($"{state.Id}: {state.Status}, task {state.TaskIndex} of {state.Total}, {state.Percent:F0} %");
        }

        bool isAlive = engine.Workers.Find("release") is not null;
        #endregion

        Assert.IsTrue(isAlive);
    }

    [TestMethod]
    public async Task Messages()
    {
        await using var engine = ArreaEngine.Create();

        #region snippet-workers-messages
        var counter = engine.Workers.Start("counter", [Job.Run(async (WorkerContext x) =>
        {
            var sum = 0;
            await foreach (WorkerMessage message in x.Messages.ReadAllAsync(x.CancellationToken))
            {
                if (message.Payload is "stop")
                {
                    break;
                }

                sum += (int)message.Payload;
                message.Answer(sum);
            }

            return sum;
        }) with { Timeout = Timeout.InfiniteTimeSpan }]);

        bool taken = engine.Workers.SendMessage("counter", 40);
        object? sum = await engine.Workers.RequestAsync("counter", 2, TimeSpan.FromSeconds(5));
        engine.Workers.SendMessage("counter", "stop");
        #endregion

        Assert.IsTrue(taken);
        Assert.AreEqual(42, sum);
        Assert.AreEqual(42, (await counter.Completion).Results[0].Value);
    }

    [TestMethod]
    public async Task Routing()
    {
        await using var engine = ArreaEngine.Create();

        #region snippet-workers-route
        var two = engine.Workers.Start("worker_2", [Job.Run(async (WorkerContext x) =>
        {
            WorkerMessage first = await x.Messages.ReadAsync(x.CancellationToken);
            WorkerMessage second = await x.Messages.ReadAsync(x.CancellationToken);
            return $"{first.Payload} by {first.Sender}, then {second.Payload}";
        })]);

        var one = engine.Workers.Start("worker_1", [Job.Run(async (WorkerContext x) =>
        {
            await x.Messages.ReadAsync(x.CancellationToken);
            x.SendToWorker("worker_2", "from a job");
            x.Broadcast("to all others");
        })]);

        engine.Workers.SendMessage("worker_1", new SendToWorker("worker_2", "passed on"));
        engine.Workers.SendMessage("worker_1", "go");
        #endregion

        Assert.AreEqual("passed on by worker_1, then from a job", (await two.Completion).Results[0].Value);
        Assert.IsTrue((await one.Completion).IsSuccess);
    }

    [TestMethod]
    public async Task Queue()
    {
        await using var engine = ArreaEngine.Create();

        #region snippet-workers-queue
        await using var queue = engine.Workers.StartQueue("conversions", new QueueWorkerOptions
        {
            Capacity = 100,
            Budget = 8,
        });

        // The first await is for room in the queue, the second for the result.
        Task<JobResult> big = await queue.EnqueueAsync("echo big", weight: 6);
        Task<JobResult> urgent = await queue.EnqueueAsync(new Job("echo urgent") { Priority = 10 });
        Console.WriteLine((await urgent).StandardOutput);

        await queue.CompleteAsync();
        #endregion

        Assert.AreEqual("big\n", (await big).StandardOutput);
        Assert.AreEqual("urgent\n", (await urgent).StandardOutput);
    }

    [TestMethod]
    public async Task Resources()
    {
        await using var engine = ArreaEngine.Create();

        #region snippet-workers-resources
        var memory = new ResourceBudget(new ResourceBudgetOptions { Capacity = 64, Quota = 48 });
        await using var queue = engine.Workers.StartQueue("renders", new QueueWorkerOptions
        {
            Budget = 1_000,
            Resources = memory,
        });

        Task<JobResult> render = await queue.EnqueueAsync("echo 16 GiB", weight: 16);
        #endregion

        Assert.IsTrue((await render).IsSuccess);
        Assert.AreEqual(0, memory.Used);
    }
}
