using System.Reactive.Linq;
using System.Text.RegularExpressions;
using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Docs;

/// <summary>The code of docs/guide/questions.md, asked of runs of real commands.</summary>
[TestClass]
public sealed class QuestionSnippets : IDisposable
{
    // Runs until the other jobs have ended, however slow the machine is.
    private const string WaitsForTheOthers = "while [ ! -e others-are-done ]; do sleep 0.02; done";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public async Task Recording_OfARun()
    {
        await using var engine = ArreaEngine.Create();
        Job[] jobs = ["echo one", "echo two"];

        #region snippet-questions-record
        var events = engine.Events.Replay();
        using var recording = events.Connect();

        BatchResult result = await engine.RunAsync(jobs);
        string batchId = result.BatchId;
        #endregion

        Assert.AreEqual(2, await events.ForBatch(batchId).Ends().Count());
    }

    [TestMethod]
    public async Task Slowest_Ten()
    {
        var (events, batchId, _) = await RunAsync(2, Tagged("slow", WaitsForTheOthers), "echo 1", "exit 3", Tagged("last", "touch others-are-done"));

        #region snippet-questions-slowest
        var slowest = await events.ForBatch(batchId).Slowest(10);
        #endregion

        Assert.HasCount(4, slowest);
        CollectionAssert.AreEqual(slowest.OrderByDescending(static job => job.Duration).ToArray(), slowest.ToArray());
    }

    [TestMethod]
    public async Task Bursts_OfFailures()
    {
        var (events, batchId, _) = await RunAsync(1, "exit 1", "echo fine", "exit 2", "exit 3", "exit 4");

        #region snippet-questions-bursts
        var bursts = await events.ForBatch(batchId)
            .Bursts(count: 3, window: TimeSpan.FromMinutes(5))
            .ToList();
        #endregion

        CollectionAssert.AreEqual(new int?[] { 1, 2, 3 }, bursts.Single().Select(static e => e.ExitCode).ToArray());
    }

    [TestMethod]
    public async Task Throughput_EachSecond()
    {
        var (events, batchId, _) = await RunAsync(4, [.. Enumerable.Range(0, 20).Select(static n => new Job($"echo {n}"))]);

        #region snippet-questions-throughput
        var perSecond = await events.ForBatch(batchId)
            .Ends()
            .GroupBy(end => end.At.ToUnixTimeSeconds())
            .SelectMany(second => second.Count().Select(jobs => (Second: second.Key, Jobs: jobs)))
            .ToList();
        #endregion

        Assert.AreEqual(20, perSecond.Sum(static second => second.Jobs));
    }

    [TestMethod]
    public async Task TimeLeft_OfABatch()
    {
        await using var engine = ArreaEngine.Create(new() { EventDelivery = EventDelivery.Inline });
        var lines = new List<string>();
        Action<string> print = lines.Add;
        var events = engine.Events.Replay();
        using var recording = events.Connect();
        var batch = engine.Run(["echo 1", "echo 2", "echo 3", "echo 4"], new() { Workers = 1 });
        var batchId = batch.Id;

        #region snippet-questions-left
        using var watch = events.ForBatch(batchId)
            .Scan((Start: default(DateTimeOffset), Now: default(DateTimeOffset), Total: 0, Done: 0), (seen, e) => e switch
            {
                BatchStarted started => (e.At, e.At, started.Count ?? 0, 0),
                Finished or Error => seen with { Now = e.At, Done = seen.Done + 1 },
                _ => seen,
            })
            .Where(seen => seen.Done > 0)
            .DistinctUntilChanged()
            .Select(seen => (Percent: 100.0 * seen.Done / seen.Total, Left: (seen.Now - seen.Start) / seen.Done * (seen.Total - seen.Done)))
            .Subscribe(seen => print($"{seen.Percent:F0} %, {seen.Left.TotalSeconds:F0} s left"));
        #endregion

        await batch.Completion;
        CollectionAssert.AreEqual(new[] { "25 %", "50 %", "75 %", "100 %" }, lines.ConvertAll(static line => line.Split(',')[0]));
        Assert.AreEqual("100 %, 0 s left", lines[^1]);
    }

    [TestMethod]
    public async Task FirstFailure_WithItsLastLines()
    {
        var (events, batchId, _) = await RunAsync(1, "echo fine", Tagged("build", "seq 10; echo 'no space left' >&2; sleep 0.01; exit 7"), "exit 8");

        #region snippet-questions-first
        var first = await events.ForBatch(batchId).FailuresWithOutput(lines: 3).FirstAsync();
        #endregion

        Assert.AreEqual(("build", 7), (first.Failure.Tag, first.Failure.ExitCode));
        Assert.HasCount(3, first.LastLines);
        Assert.Contains("10", first.LastLines.Select(static line => line.Text));
        Assert.Contains("no space left", first.LastLines.Select(static line => line.Text));
    }

    [TestMethod]
    public async Task Retries_ByTag()
    {
        var (events, batchId, _) = await RunAsync(1, Tagged("net", FailsFirst("a")), Tagged("net", FailsFirst("b")), Tagged("disk", FailsFirst("c")), "echo fine");

        #region snippet-questions-retries
        var retries = await events.ForBatch(batchId)
            .OfType<RetryScheduled>()
            .GroupBy(e => e.Tag ?? "untagged")
            .SelectMany(tag => tag.Count().Select(count => (Tag: tag.Key, Retries: count)))
            .ToList();
        #endregion

        CollectionAssert.AreEquivalent(new[] { ("net", 2), ("disk", 1) }, retries.ToArray());
    }

    [TestMethod]
    public async Task LongRunners_RightNow()
    {
        await using var engine = ArreaEngine.Create();
        var events = engine.Events;
        Action<string> print = _ => _folder.Touch("others-are-done");

        #region snippet-questions-long
        using var watch = events.RunningLongerThan(TimeSpan.FromMilliseconds(50))
            .Subscribe(e => print($"{e.Tag ?? e.WorkerId} still runs"));
        #endregion

        // Ends only when it has been told of.
        var result = await engine.ExecuteAsync(Tagged("slow", WaitsForTheOthers) with { WorkingDirectory = _folder.Path, Timeout = Condition.Patience });
        Assert.AreEqual(OutcomeKind.Succeeded, result.Outcome);
    }

    [TestMethod]
    public async Task Quantiles_OfDurations()
    {
        var (events, batchId, result) = await RunAsync(4, [.. Enumerable.Range(0, 40).Select(static n => new Job($"echo {n}"))]);

        #region snippet-questions-quantiles
        var durations = await events.ForBatch(batchId)
            .OfType<Finished>()
            .Select(e => e.Duration)
            .ToList()
            .Select(all => all.Order().ToList());
        TimeSpan median = durations[durations.Count / 2];
        TimeSpan almostAll = durations[(int)(0.95 * (durations.Count - 1))];
        #endregion

        var expected = result.Results.Select(static job => job.Duration).Order().ToList();
        Assert.AreEqual((expected[20], expected[37]), (median, almostAll));
    }

    [TestMethod]
    public async Task Recovered_AfterARetry()
    {
        var (events, batchId, _) = await RunAsync(1, "echo fine", Tagged("flaky", FailsFirst("a")), Tagged("broken", "exit 1"));

        #region snippet-questions-recovered
        var recovered = await events.ForBatch(batchId)
            .Ends()
            .Where(end => end is { Outcome: OutcomeKind.Succeeded, Attempts: > 1 })
            .ToList();
        #endregion

        Assert.AreEqual(("flaky", 2), (recovered.Single().Tag, recovered[0].Attempts));
    }

    [TestMethod]
    public async Task Lines_ThatMatch()
    {
        var (events, batchId, _) = await RunAsync(2, Tagged("one", "echo start; echo 'warning: old'; echo end"), Tagged("two", "echo fine; printf 'warning: last' >&2"));
        var pattern = new Regex("^warning: ");

        #region snippet-questions-lines
        var warnings = await events.ForBatch(batchId)
            .Lines()
            .Where(line => pattern.IsMatch(line.Text))
            .ToList();
        #endregion

        CollectionAssert.AreEquivalent(new[] { ("one", "warning: old"), ("two", "warning: last") }, warnings.Select(static line => (line.Tag, line.Text)).ToArray());
    }

    [TestMethod]
    public async Task Losses_OfThisSubscriber()
    {
        var engine = ArreaEngine.Create();
        using var go = new ManualResetEventSlim();
        var got = 0;
        var events = engine.Events.Do(e =>
        {
            got += e is EventsDropped ? 0 : 1;
            go.Wait(Condition.Patience);
        });
        const int Published = 100_000;

        #region snippet-questions-losses
        var losses = events.OfType<EventsDropped>().Sum(e => e.Count);
        #endregion

        var lost = new TaskCompletionSource<long>();
        using var watch = losses.Subscribe(lost.SetResult);
        for (var n = 0; n < Published; n++)
        {
            engine.Leader.Notify(new CustomEvent("noise"));
        }

        go.Set();
        await engine.DisposeAsync();
        Assert.AreEqual(Published, got + await lost.Task.WaitAsync(Condition.Patience));
        Assert.IsLessThan(Published, got);
    }

    [TestMethod]
    public async Task IdleTime_OfTheWorkers()
    {
        var (events, batchId, result) = await RunAsync(2, "echo only", "true");

        #region snippet-questions-idle
        var batch = events.ForBatch(batchId);
        var idle = await Observable.Zip(
            batch.OfType<BatchStarted>(),
            batch.OfType<BatchCompleted>(),
            batch.Ends().Aggregate(TimeSpan.Zero, (busy, end) => busy + end.Duration),
            (first, last, busy) => (first.Workers * last.Duration) - busy);
        #endregion

        var busy = result.Results.Aggregate(TimeSpan.Zero, static (sum, job) => sum + job.Duration);
        Assert.AreEqual((2 * result.Duration) - busy, idle);
        Assert.IsGreaterThanOrEqualTo(TimeSpan.Zero, idle);
    }

    [TestMethod]
    public async Task Peak_OfJobsAtOnce()
    {
        // Each of two waits for the other, so that both run at once.
        var (events, batchId, _) = await RunAsync(2, Meets("a", "b"), Meets("b", "a"), "echo alone");

        #region snippet-questions-peak
        var peak = await events.ForBatch(batchId)
            .OfType<JobEvent>()
            .Select(e => e switch
            {
                WorkerStarted => 1,
                Finished or Error { Attempt: > 0 } => -1,
                _ => 0,
            })
            .Scan((running, change) => running + change)
            .Max();
        #endregion

        Assert.AreEqual(2, peak);

        static string Meets(string me, string other) => $"touch {me}; while [ ! -e {other} ]; do sleep 0.02; done";
    }

    private static Job Tagged(string tag, string command) => new(command) { Tag = tag };

    private static string FailsFirst(string mark) => $"test -e {mark} || {{ touch {mark}; exit 1; }}";

    private async Task<(IObservable<LeaderEvent> Events, string BatchId, BatchResult Result)> RunAsync(int workers, params Job[] jobs)
    {
        var engine = ArreaEngine.Create(new() { KillGrace = TimeSpan.Zero });
        var events = engine.Events.Replay();
        events.Connect();
        var result = await engine.RunAsync(
            jobs.Select(job => job with { WorkingDirectory = _folder.Path }),
            new() { Workers = workers, Policy = ErrorPolicy.Default with { MaxRetries = 1, RetryDelay = TimeSpan.Zero, Timeout = Condition.Patience } });
        await engine.DisposeAsync();
        return (events, result.BatchId, result);
    }
}
