using Arrea.Dataflow.Scheduling;
using Arrea.Dataflow.Tests.Support;

namespace Arrea.Dataflow.Tests.Scheduling;

[TestClass]
public sealed class DelayQueueTests
{
    private readonly ManualTimeProvider _time = new();

    [TestMethod]
    public void Add_RandomDelays_GivesEachOnceInOrderAndOnTime()
    {
        var random = new Random(1);
        var given = new List<int>();
        var late = TimeSpan.Zero;
        var start = _time.GetUtcNow();
        using var queue = new DelayQueue<int>(_time, due =>
        {
            given.Add(due);
            var error = _time.GetUtcNow() - start - TimeSpan.FromMilliseconds(due);
            late = error > late ? error : late;
        });
        var delays = Enumerable.Range(0, 10_000).Select(_ => random.Next(60_000)).ToArray();

        foreach (var delay in delays)
        {
            queue.Add(delay, TimeSpan.FromMilliseconds(delay));
        }

        Assert.AreEqual(1, _time.ActiveTimers);
        _time.Advance(TimeSpan.FromMinutes(2));

        CollectionAssert.AreEqual(delays.Order().ToArray(), given);
        Assert.AreEqual(TimeSpan.Zero, late);
        Assert.AreEqual(0, _time.ActiveTimers);
    }

    [TestMethod]
    public void Take_WhatMatches_IsNotGivenLater()
    {
        var given = new List<int>();
        using var queue = new DelayQueue<int>(_time, given.Add);
        for (var n = 0; n < 10; n++)
        {
            queue.Add(n, TimeSpan.FromSeconds(n));
        }

        CollectionAssert.AreEquivalent(new[] { 0, 2, 4, 6, 8 }, queue.Take(static n => n % 2 == 0));
        _time.Advance(TimeSpan.FromMinutes(1));

        CollectionAssert.AreEqual(new[] { 1, 3, 5, 7, 9 }, given);
    }

    [TestMethod]
    public void Add_FromTheCallback_IsGivenToo()
    {
        var given = 0;
        DelayQueue<int>? queue = null;
        queue = new DelayQueue<int>(_time, n =>
        {
            given++;
            if (n > 0)
            {
                queue!.Add(n - 1, TimeSpan.FromSeconds(1));
            }
        });
        queue.Add(5, TimeSpan.Zero);

        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.AreEqual(6, given);
        queue.Dispose();
        Assert.IsFalse(queue.Add(1, TimeSpan.Zero));
        Assert.AreEqual(0, _time.ActiveTimers);
    }

    [TestMethod]
    public void Add_VeryLongDelays_DoNotOverflow()
    {
        var given = 0;
        using var queue = new DelayQueue<int>(_time, _ => given++);
        queue.Add(1, TimeSpan.MaxValue);
        queue.Add(2, TimeSpan.FromDays(100));

        _time.Advance(TimeSpan.FromDays(99));
        Assert.AreEqual(0, given);
        _time.Advance(TimeSpan.FromDays(2));
        Assert.AreEqual(1, given);
    }
}
