using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Batches;

/// <summary>A clock of the user's that throws costs no job its outcome, and no room its return.</summary>
[TestClass]
public sealed class FaultyClockTests
{
    [TestMethod]
    public async Task RunAsync_ClockThrowsAsAJobEnds_EveryJobHasItsOutcome()
    {
        for (var readings = 1; readings <= 6; readings++)
        {
            var clock = new FaultyClock(new ManualTimeProvider());
            var engine = ArreaEngine.Create(new ArreaEngineOptions { TimeProvider = clock, RetryDelay = TimeSpan.Zero });
            var fails = readings;
            var running = engine.RunAsync([Job.Run(() => clock.Break(fails)), Job.Run(static () => 2)], Engines.Workers(1));

            var result = await running.WaitAsync(Condition.Patience);

            Assert.HasCount(2, result.Results);
            Assert.AreEqual(2, result.Counts.Ended);
            Assert.AreEqual(0, result.Counts.Active);
            clock.Break(0);
            await engine.DisposeAsync().AsTask().WaitAsync(Condition.Patience);
        }
    }

    [TestMethod]
    public async Task Wait_ClockThrowsAsItBegins_GivesTheRoomBack()
    {
        for (var readings = 1; readings <= 3; readings++)
        {
            var clock = new FaultyClock(new ManualTimeProvider());
            await using var engine = Engines.Create(clock);
            var bulkhead = new Bulkhead(new() { Capacity = 1, QueueLimit = 5 });
            Assert.IsTrue(bulkhead.TryEnter(out var room));
            var reached = readings;

            // The first job runs without protection, and breaks the clock for the one that follows it.
            var running = engine.RunAsync(
                [Job.Run(static () => 1), Job.Run(static () => 2) with { Protection = new() { Bulkhead = bulkhead } }],
                Engines.Workers(1) with { Recorder = new ClockBreaker(clock, reached) });
            await Condition.HoldsAsync(() => running.IsCompleted || bulkhead.Waiting == 1, "the second waits, or has failed");
            clock.Break(0);
            room.Dispose();
            await running.WaitAsync(Condition.Patience);

            Assert.AreEqual((0, 0), (bulkhead.Used, bulkhead.Waiting));
        }
    }

    [TestMethod]
    public async Task Queue_ClockThrowsAsAJobBegins_CostsThatJobAlone()
    {
        var clock = new FaultyClock(new ManualTimeProvider());
        var engine = Engines.Create(clock);
        var queue = engine.Workers.StartQueue("q");

        clock.Break(1);
        var first = await await queue.EnqueueAsync(Job.Run(static () => 1)).WaitAsync(Condition.Patience);
        clock.Break(0);
        var second = await await queue.EnqueueAsync(Job.Run(static () => 2)).WaitAsync(Condition.Patience);

        Assert.AreEqual((OutcomeKind.Failed, OutcomeKind.Succeeded), (first.Outcome, second.Outcome));
        await queue.CompleteAsync().WaitAsync(Condition.Patience);
        await engine.DisposeAsync().AsTask().WaitAsync(Condition.Patience);
    }

    private sealed class ClockBreaker(FaultyClock clock, int readings) : Dataflow.Events.IEventRecorder
    {
        public ValueTask RecordAsync(Dataflow.Events.LeaderEvent leaderEvent)
        {
            if (leaderEvent is Dataflow.Events.Finished { Index: 0 })
            {
                clock.Break(readings);
            }

            return default;
        }
    }
}
