using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Monitoring;

/// <summary>Random batches and workers, whose jobs are killed, cancelled, timed out, left behind and crash; the counts beside what the events and the results say.</summary>
[TestClass]
public sealed class MonitorModelTests
{
    [TestMethod]
    public Task Snapshot_RandomSequences_StartedIsCompletedFailedCancelledAndActive() => Sequences.RunAsync(1_000, 10_000, "random sequences against the counts", RunOneAsync);

    [TestMethod]
    public async Task Snapshot_KilledCommands_AreCountedAsTheyEnd()
    {
        await using var engine = Engines.Create();
        var jobs = Enumerable.Range(0, 12).Select(static n => new Job((n % 4) switch { 0 => "kill -9 $$", 1 => "sleep 60", 2 => "exit 3", _ => "true" })).ToList();
        var batch = engine.Run(jobs, Engines.Workers(12));
        await Condition.HoldsAsync(() => batch.Counts is { Completed: 3, Failed: 6, Active: 3 }, "all but the sleepers have ended");
        CheckBalance(engine.Monitor.Snapshot().Jobs);

        await batch.CancelAsync();

        var counts = engine.Monitor.Snapshot().Jobs;
        Assert.AreEqual((12, 3, 6, 3, 0), (counts.Started, counts.Completed, counts.Failed, counts.Cancelled, counts.Active));
        CheckBalance(counts);
    }

    private static async Task RunOneAsync(int seed)
    {
        var random = new Random(seed);
        var log = new EventLog();
        var engine = ArreaEngine.Create(new ArreaEngineOptions
        {
            MaxWorkers = random.Next(1, 6),
            AbandonAfter = TimeSpan.FromMilliseconds(random.Next(2)),
            EventDelivery = EventDelivery.Inline,
        });
        using var watch = engine.Events.Subscribe(log);
        var batches = new List<Task<BatchResult>>();
        using var forever = new CancellationTokenSource();
        for (var number = random.Next(1, 4); number > 0; number--)
        {
            var jobs = Enumerable.Range(0, random.Next(1, 12)).Select(_ => Make(random, forever.Token)).ToArray();
            var policy = new ErrorPolicy { MaxRetries = random.Next(3), RetryDelay = TimeSpan.Zero, OnError = (PolicyAction)random.Next(3), OnTimeout = (PolicyAction)random.Next(3), Timeout = TimeSpan.FromMilliseconds(1) };
            if (random.Next(3) == 0)
            {
                var worker = engine.Workers.Start($"w{number}", jobs, policy);
                batches.Add(worker.Completion);
                _ = random.Next(2) == 0 ? worker.CancelAsync() : worker.Completion;
                continue;
            }

            var batch = engine.Run(jobs, new() { Workers = 1, Policy = policy, FailFast = random.Next(5) == 0 });
            batches.Add(batch.Completion);
            batch.Cancel(random.Next(jobs.Length));
            _ = random.Next(4) == 0 ? batch.CancelAsync() : batch.Completion;
        }

        CheckBalance(engine.Monitor.Snapshot().Jobs);
        if (random.Next(4) == 0)
        {
            await engine.DisposeAsync();
        }

        var results = new List<JobResult>();
        foreach (var batch in batches)
        {
            results.AddRange((await batch.WaitAsync(Condition.Patience)).Results);
        }

        await engine.DisposeAsync();
        await forever.CancelAsync();
        CheckEnd(engine.Monitor.Snapshot().Jobs, results, log.All);
        Assert.AreEqual((0, 0), (engine.Mail.Count, engine.Workers.Taken));
    }

    private static Job Make(Random random, CancellationToken forever) => random.Next(7) switch
    {
        0 => Job.Run(() => throw new IOException("crash")),
        1 => Job.Run(ct => Task.Delay(Timeout.Infinite, ct)),
        2 => Job.Run(() => Task.Delay(Timeout.Infinite, forever)),
        3 => Job.Run((WorkerContext x) => x.Attempt == 1 ? throw new OperationCanceledException() : x.Broadcast("hello")),
        4 => new Job(""),
        5 => Job.Run(async () => await Task.Yield()),
        _ => Job.Run(() => 1),
    };

    // The parts are counted apart, on the jobs' own paths; what they have to add up to is told by the events and the results.
    private static void CheckEnd(JobCounts counts, List<JobResult> results, IReadOnlyList<LeaderEvent> events)
    {
        CheckBalance(counts);
        Assert.AreEqual(0, counts.Active, "active");
        Assert.AreEqual(0, counts.Waiting, "waiting");
        Assert.AreEqual(results.Count, counts.Total, "total");
        Assert.AreEqual(events.OfType<WorkerStarted>().Count(), counts.Started, "started");
        Assert.AreEqual(results.Count(static job => job.Attempts > 0), counts.Started, "started, by the results");
        Assert.AreEqual(events.Count(static e => e is Finished), counts.Completed, "completed");
        Assert.AreEqual(results.Count(static job => job.Outcome is OutcomeKind.Failed or OutcomeKind.TimedOut), counts.Failed, "failed");
        Assert.AreEqual(results.Count(static job => job.Outcome == OutcomeKind.Rejected), counts.Rejected, "rejected");
        Assert.AreEqual(results.Count(static job => job is { Attempts: > 0, Outcome: OutcomeKind.Cancelled or OutcomeKind.Interrupted }), counts.Cancelled, "cancelled");
        Assert.AreEqual(results.Count(static job => job is { Attempts: 0, Outcome: OutcomeKind.Cancelled or OutcomeKind.Interrupted }), counts.NeverStarted, "never started");
        Assert.AreEqual(events.OfType<RetryScheduled>().Count(), counts.Retried, "retried");
        Assert.AreEqual(results.Count, events.Count(static e => e is Finished or Error), "last events");
    }

    private static void CheckBalance(JobCounts counts)
    {
        Assert.AreEqual(counts.Started, counts.Completed + counts.Failed + counts.Cancelled + counts.Active);
        Assert.IsGreaterThanOrEqualTo(0, counts.Active);
        Assert.IsGreaterThanOrEqualTo(0, counts.Waiting);
        Assert.AreEqual(counts.Total, counts.Started + counts.Rejected + counts.NeverStarted + counts.Waiting);
    }
}
