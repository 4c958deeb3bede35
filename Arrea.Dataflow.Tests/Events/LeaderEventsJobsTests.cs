using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Subjects;
using System.Text;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Outcomes;
using static Arrea.Dataflow.Tests.Events.HubTest;

namespace Arrea.Dataflow.Tests.Events;

[TestClass]
public sealed class LeaderEventsJobsTests : IDisposable
{
    private static readonly JobError Reason = new(JobErrorCodes.ExitCode, "exit code 1");
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Subject<LeaderEvent> _events = new();

    public void Dispose() => _events.Dispose();

    [TestMethod]
    public void Ends_EveryEvent_GivesTheLastOfEachJobAlone()
    {
        var seen = Watch(_events.Ends());

        Send(Started(0), Says(0, "text\n"), Again(0), new Finished(TimeSpan.FromSeconds(3)) { BatchId = Batch, Index = 0, Tag = "a", Attempt = 2 });
        Send(Failed(1, attempt: 0, outcome: OutcomeKind.Rejected), new BatchCompleted { BatchId = Batch });

        Assert.AreEqual(new JobEnding { BatchId = Batch, Index = 0, Tag = "a", Outcome = OutcomeKind.Succeeded, Duration = TimeSpan.FromSeconds(3), Attempts = 2, At = default }, seen[0]);
        Assert.AreEqual((1, OutcomeKind.Rejected, 0), (seen[1].Index, seen[1].Outcome, seen[1].Attempts));
        Assert.HasCount(2, seen);
    }

    [TestMethod]
    public void Slowest_MoreJobsThanAskedFor_GivesTheSlowestAtTheEnd()
    {
        var seen = Watch(_events.Slowest(3));

        foreach (var (seconds, index) in new[] { 5, 1, 5, 5, 7, 2, 7, 5 }.Select(static (seconds, index) => (seconds, index)))
        {
            Send(Done(index, seconds));
        }

        Send(Failed(8, attempt: 0), Failed(9, seconds: 6));
        Assert.IsEmpty(seen);
        _events.OnCompleted();

        CollectionAssert.AreEqual(new[] { 4, 6, 9 }, seen.Single().Select(static end => end.Index).ToArray());
    }

    [TestMethod]
    public void Slowest_RandomDurations_IsWhatSortingGives()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var jobs = Enumerable.Range(0, random.Next(60)).Select(index => Done(index, random.Next(1, 8))).ToList();
            var count = random.Next(1, 20);

            var seen = Watch(jobs.ToObservable(ImmediateScheduler.Instance).Slowest(count));

            CollectionAssert.AreEqual(
                jobs.OrderByDescending(static job => job.Duration).Take(count).Select(static job => job.Index).ToArray(),
                seen.Single().Select(static end => end.Index).ToArray(),
                $"seed {seed}");
        }
    }

    [TestMethod]
    public void Bursts_FailuresCloseAndFar_GivesEachBurstOnce()
    {
        var seen = Watch(_events.Bursts(3, TimeSpan.FromSeconds(10)));

        // 0 is too early for 20; 11 to 21 is exactly a window; then the counting begins anew, and 22 and 23 are too few.
        foreach (var second in new[] { 0, 11, 20, 21, 22, 23, 40, 41, 50, 51 })
        {
            Send(At(second, Failed(second)), At(second, Done(100, 1)));
        }

        CollectionAssert.AreEqual(
            new[] { "11 20 21", "40 41 50" }, seen.ConvertAll(static burst => string.Join(' ', burst.Select(static e => e.Index))));
    }

    [TestMethod]
    public void Lines_PiecesOfSeveralJobs_ArePutTogether()
    {
        var seen = Watch(_events.Lines());

        Send(Says(0, "one\ntw"), Says(1, "other\r\n"), Says(0, "oops", OutputStream.StandardError), Says(0, "o\n\nthree"), Done(0, 1), Done(1, 1));

        CollectionAssert.AreEqual(
            new[] { "0 out one", "1 out other", "0 out two", "0 out ", "0 out three", "0 err oops" },
            seen.ConvertAll(static line => $"{line.WorkerId[^1]} {(line.Stream == OutputStream.StandardError ? "err" : "out")} {line.Text}"));
        Assert.AreEqual($"{Batch}/0 StandardOutput: 3 characters", seen[0].ToString());
    }

    [TestMethod]
    public void Lines_OfTwoAttempts_AreNotMixed()
    {
        var seen = Watch(_events.Lines());

        Send(Says(0, "half"), Again(0), Says(0, "whole\n"), Done(0, 1));

        CollectionAssert.AreEqual(new[] { "half", "whole" }, seen.ConvertAll(static line => line.Text));
    }

    [TestMethod]
    public void Lines_ALineWithoutAnEnd_ComesInPieces()
    {
        var seen = Watch(_events.Lines());

        for (var n = 0; n < 5; n++)
        {
            Send(Says(0, new string('x', OutputLines.LongestLine / 2)));
        }

        Send(Says(0, "\n"), Done(0, 1));

        CollectionAssert.AreEqual(new[] { OutputLines.LongestLine, OutputLines.LongestLine, OutputLines.LongestLine / 2 }, seen.ConvertAll(static line => line.Text.Length));
    }

    [TestMethod]
    public void FailuresWithOutput_TwoJobs_GivesTheFailedOneWithItsLastLines()
    {
        var seen = Watch(_events.FailuresWithOutput(2));

        Send(Says(0, "a\nb\n"), Says(1, "fine\n"), Says(0, "c"), Again(0), Says(0, "d", OutputStream.StandardError), Done(1, 1), Failed(2, outcome: OutcomeKind.Cancelled));
        Assert.IsEmpty(seen);
        Send(Failed(0, outcome: OutcomeKind.TimedOut));

        CollectionAssert.AreEqual(new[] { "c", "d" }, seen.Single().LastLines.Select(static line => line.Text).ToArray());
        Assert.AreEqual($"{Batch}/0 TimedOut", seen[0].ToString());
    }

    [TestMethod]
    public void FailuresWithOutput_NoLinesWanted_KeepsNone()
    {
        var seen = Watch(_events.FailuresWithOutput(0));

        Send(Says(0, "a\nb\n"), Failed(0));

        Assert.IsEmpty(seen.Single().LastLines);
    }

    [TestMethod]
    public void RunningLongerThan_JobsOfDifferentLengths_TellsThoseThatStillRun()
    {
        var time = new HistoricalScheduler();
        var seen = Watch(_events.RunningLongerThan(TimeSpan.FromSeconds(10), time));

        Send(Started(0), Started(1));
        time.AdvanceBy(TimeSpan.FromSeconds(5));
        Send(Started(2), Done(1, 5), Again(0), Started(0, batchId: OtherBatch), Failed(3, attempt: 0));
        time.AdvanceBy(TimeSpan.FromSeconds(5) - TimeSpan.FromTicks(1));
        Assert.IsEmpty(seen);
        time.AdvanceBy(TimeSpan.FromTicks(1));
        CollectionAssert.AreEqual(new[] { $"{Batch}/0" }, seen.ConvertAll(static e => e.WorkerId));
        time.AdvanceBy(TimeSpan.FromSeconds(5));

        CollectionAssert.AreEqual(new[] { $"{Batch}/0", $"{Batch}/2", $"{OtherBatch}/0" }, seen.ConvertAll(static e => e.WorkerId));
    }

    [TestMethod]
    public void Operators_BadArguments_AreRefusedByName()
    {
        IObservable<LeaderEvent> none = null!;
        var second = TimeSpan.FromSeconds(1);

        Refused<ArgumentNullException>("events", () => none.Ends(), () => none.Slowest(1), () => none.Bursts(1, second), () => none.Lines(), () => none.FailuresWithOutput(1), () => none.RunningLongerThan(second));
        Refused<ArgumentOutOfRangeException>("count", () => _events.Slowest(0), () => _events.Bursts(0, second));
        Refused<ArgumentOutOfRangeException>("window", () => _events.Bursts(1, TimeSpan.Zero));
        Refused<ArgumentOutOfRangeException>("lines", () => _events.FailuresWithOutput(-1));
        Refused<ArgumentOutOfRangeException>("limit", () => _events.RunningLongerThan(TimeSpan.Zero));
        Refused<ArgumentNullException>("scheduler", () => _events.RunningLongerThan(second, null!));
    }

    private static void Refused<T>(string name, params Func<object>[] calls)
        where T : ArgumentException
        => Array.ForEach(calls, call => Assert.AreEqual(name, Assert.ThrowsExactly<T>(() => call()).ParamName));

    private static LeaderEvent At(int seconds, LeaderEvent e)
    {
        e.At = Start.AddSeconds(seconds);
        return e;
    }

    private static Finished Done(int index, int seconds) => new(TimeSpan.FromSeconds(seconds)) { BatchId = Batch, Index = index, Attempt = 1 };

    private static Error Failed(int index, int attempt = 1, OutcomeKind outcome = OutcomeKind.Failed, int seconds = 0)
        => new(outcome, Reason) { BatchId = Batch, Index = index, Attempt = attempt, Duration = TimeSpan.FromSeconds(seconds) };

    private static RetryScheduled Again(int index) => new(TimeSpan.Zero, Reason) { BatchId = Batch, Index = index, Attempt = 1 };

    private static Output Says(int index, string text, OutputStream stream = OutputStream.StandardOutput)
        => new(stream, Encoding.UTF8.GetBytes(text)) { BatchId = Batch, Index = index, Attempt = 1 };

    private static List<T> Watch<T>(IObservable<T> source)
    {
        var seen = new List<T>();
        source.Subscribe(seen.Add);
        return seen;
    }

    private void Send(params LeaderEvent[] events) => Array.ForEach(events, _events.OnNext);
}
