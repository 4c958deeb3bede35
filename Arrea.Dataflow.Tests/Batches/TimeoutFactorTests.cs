using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Batches;

/// <summary>A limit of attempts by the median of those that succeeded.</summary>
[TestClass]
public sealed class TimeoutFactorTests
{
    private readonly ManualTimeProvider _time = new();

    private int _started;

    private Job Endless => Job.Run(ct =>
    {
        Interlocked.Increment(ref _started);
        return Task.Delay(Timeout.Infinite, ct);
    });

    [TestMethod]
    public async Task TimeoutFactor_AttemptThatRunsByThen_IsHeldToTheMedian()
    {
        await using var engine = Engines.Create(_time);
        var batch = engine.Run([Takes(10), Endless, Endless with { Timeout = TimeSpan.FromMinutes(5) }], Factor(2) with { Workers = 3 });
        await StartedAsync(batch, 3);

        _time.Advance(TimeSpan.FromSeconds(10));
        await Condition.HoldsAsync(() => batch.Counts.Ended == 1, "the first has ended");
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.AreEqual(1, batch.Counts.Ended);
        _time.Advance(TimeSpan.FromSeconds(2));
        await Condition.HoldsAsync(() => batch.Counts.Ended == 2, "the second is ended at twice the time of the first");
        _time.Advance(TimeSpan.FromMinutes(4));
        Assert.AreEqual(2, batch.Counts.Ended);
        var result = await _time.DriveAsync(batch.Completion, TimeSpan.FromSeconds(30));

        CollectionAssert.AreEqual(new[] { OutcomeKind.Succeeded, OutcomeKind.TimedOut, OutcomeKind.TimedOut }, result.Results.Select(static job => job.Outcome).ToArray());
        Assert.AreEqual(StopReason.AttemptTimeout, result.Results[1].StoppedBy);
        Assert.AreEqual("The attempt ran longer than 200 % of the median of those that succeeded: 20 s.", result.Results[1].Error!.Message);
        Assert.AreEqual("The attempt ran longer than 300 s.", result.Results[2].Error!.Message);
    }

    [TestMethod]
    public async Task TimeoutFactor_AttemptThatBeginsLater_IsHeldToTheMedian()
    {
        await using var engine = Engines.Create(_time);
        var batch = engine.Run([Takes(4), Takes(5), Takes(6), Endless], Factor(3) with { Workers = 1 });
        for (var job = 0; job < 3; job++)
        {
            await EndsAsync(batch, job, seconds: job + 4);
        }

        await StartedAsync(batch, 4);
        _time.Advance(TimeSpan.FromSeconds(14));
        Assert.AreEqual(3, batch.Counts.Ended);
        _time.Advance(TimeSpan.FromSeconds(2));
        var result = await batch.Completion.WaitAsync(Condition.Patience);

        Assert.AreEqual((3L, 1L), (result.Succeeded, result.TimedOut));
    }

    [TestMethod]
    public async Task TimeoutFactor_BesideATimeout_TheEarlierCounts()
    {
        await using var engine = Engines.Create(_time);
        var batch = engine.Run([Takes(10), Endless], Factor(10) with { Workers = 1, Timeout = TimeSpan.FromSeconds(30) });

        await EndsAsync(batch, 0, seconds: 10);
        var result = await _time.DriveAsync(batch.Completion, TimeSpan.FromSeconds(1));

        Assert.AreEqual("The attempt ran longer than 30 s.", result.Results[1].Error!.Message);
    }

    [TestMethod]
    public async Task TimeoutFactor_NothingHasSucceeded_IsNoLimit()
    {
        await using var engine = Engines.Create(_time);
        var batch = engine.Run([Job.Run(static () => throw new IOException()), Endless], Factor(2));
        await Condition.HoldsAsync(() => batch.Counts is { Ended: 1, Active: 1 }, "one has failed and one runs");

        _time.Advance(TimeSpan.FromDays(3));

        Assert.AreEqual(1, batch.Counts.Ended);
        await batch.CancelAsync();
    }

    [TestMethod]
    [DataRow(0.9)]
    [DataRow(1000.1)]
    [DataRow(double.NaN)]
    public void TimeoutFactor_OutOfRange_IsRefusedByName(double factor)
        => Assert.Contains("TimeoutFactor", Assert.Throws<ArgumentOutOfRangeException>(() => new BatchOptions { TimeoutFactor = factor }).Message);

    [TestMethod]
    public void MedianLimit_AnyDurations_IsThatOfTheLatest()
    {
        var limit = new MedianLimit(2, least: 10);
        Assert.AreEqual(long.MaxValue, limit.Span);
        var random = new Random(3);
        var all = new List<long>();
        for (var n = 0; n < 3_000; n++)
        {
            all.Add(random.Next(0, 1_000));
            limit.Add(all[^1]);
            var latest = all.TakeLast(999).Order().ToArray();
            Assert.AreEqual(Math.Max(10, latest[(latest.Length - 1) / 2] * 2), limit.Span);
        }
    }

    [TestMethod]
    public void MedianLimit_Add_TellsOfTheFirstAndOfWhatIsNotablyShorter()
    {
        var limit = new MedianLimit(2, least: 10);

        Assert.IsTrue(limit.Add(100));
        Assert.IsFalse(limit.Add(100));
        Assert.IsFalse(limit.Add(98));
        Assert.IsTrue(limit.Add(1) | limit.Add(1) | limit.Add(1));
        Assert.AreEqual(10, limit.Span);
    }

    private static BatchOptions Factor(double factor) => Engines.Workers(4) with { TimeoutFactor = factor };

    private async Task EndsAsync(Batch batch, int job, int seconds)
    {
        await StartedAsync(batch, job + 1);
        _time.Advance(TimeSpan.FromSeconds(seconds));
        await Condition.HoldsAsync(() => batch.Counts.Ended == job + 1, $"job {job} has ended");
    }

    // Also their delays, or the clock would be moved before they are there; and the batch's own limits.
    private Task StartedAsync(Batch batch, int jobs)
        => Condition.HoldsAsync(() => Volatile.Read(ref _started) == jobs && batch.RunningWorkers.Count() == batch.Counts.Active, $"{jobs} have started");

    private Job Takes(int seconds) => Job.Run(ct =>
    {
        var delay = Task.Delay(TimeSpan.FromSeconds(seconds), _time, ct);
        Interlocked.Increment(ref _started);
        return delay;
    });
}
