using Arrea.Dataflow.Telemetry;

namespace Arrea.Dataflow.Tests.Telemetry;

[TestClass]
public sealed class MeteredEngineTests
{
    [TestMethod]
    public void Counts_SwitchedOffAndOn_LeaveOutWhatCameBetweenAndNeverFall()
    {
        var (on, count) = (true, 0L);
        var engine = new MeteredEngine(() => on, () => new EngineCounts { Started = count }, () => new EngineLevels { Active = 1 });

        count = 10;
        Assert.AreEqual(10, engine.Counts.Started);
        count = 12;
        on = false;
        engine.Notice();
        Assert.AreEqual((12, 0), (engine.Counts.Started, engine.Levels.Active));
        count = 100;
        Assert.AreEqual(12, engine.Counts.Started);
        on = true;
        engine.Notice();
        count = 101;
        Assert.AreEqual((13, 1), (engine.Counts.Started, engine.Levels.Active));
    }

    [TestMethod]
    public void Plus_AndMinus_TakeEveryField()
    {
        var one = new EngineCounts { Started = 1, Succeeded = 2, Failed = 3, TimedOut = 4, Rejected = 5, Cancelled = 6, Interrupted = 7, Retried = 8, Abandoned = 9 };
        var levels = new EngineLevels { Active = 1, Queued = 2, Batches = 3, WorkersInUse = 4, MaxWorkers = 5 };

        Assert.AreEqual(one, one.Plus(one).Minus(one));
        Assert.AreEqual(new EngineCounts { Started = 2, Succeeded = 4, Failed = 6, TimedOut = 8, Rejected = 10, Cancelled = 12, Interrupted = 14, Retried = 16, Abandoned = 18 }, one.Plus(one));
        Assert.AreEqual(new EngineLevels { Active = 2, Queued = 4, Batches = 6, WorkersInUse = 8, MaxWorkers = 10 }, levels.Plus(levels));
    }
}
