using Arrea.Dataflow.Events;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Events;

[TestClass]
public sealed class EventClockTests
{
    [TestMethod]
    public void AskOther_AClockOfSomebodyElse_IsAskedEachTime()
    {
        var time = new ManualTimeProvider();
        var clock = new EventClock(time);
        var start = time.GetUtcNow();

        Assert.AreEqual(start, clock.AskOther());
        time.Advance(TimeSpan.FromTicks(1));
        Assert.AreEqual(start + TimeSpan.FromTicks(1), clock.AskOther());
        Assert.AreEqual(start + TimeSpan.FromTicks(1), clock.Now);
    }

    [TestMethod]
    public void AskOther_TheSystemsClock_IsLeftToNext()
        => Assert.IsNull(new EventClock(TimeProvider.System).AskOther());

    [TestMethod]
    public void Next_ABurst_SharesAnAnswerOnlyInShortRuns()
    {
        var clock = new EventClock(TimeProvider.System);

        var dates = Enumerable.Range(0, 20_000).Select(_ => clock.Next()).ToList();

        var runs = new List<int> { 1 };
        for (var i = 1; i < dates.Count; i++)
        {
            if (dates[i] == dates[i - 1])
            {
                runs[^1]++;
            }
            else
            {
                runs.Add(1);
            }
        }

        // Two answers in a row may be equal by themselves where the system's clock is coarse; hence the margin.
        Assert.IsGreaterThan(20_000 / EventClock.Shared / 4, runs.Count);
    }
}
