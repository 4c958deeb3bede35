using Arrea.Dataflow.Events;

namespace Arrea.Dataflow.Tests.Events;

/// <summary>What the tests of the hub share: hubs, events, threads.</summary>
internal static class HubTest
{
    public const string Batch = "00000000000000aa";
    public const string OtherBatch = "00000000000000bb";

    public static EventHub Queued(Action<Exception>? observerFailed = null)
        => new(EventDelivery.Queued, TimeProvider.System, observerFailed ?? Unexpected);

    public static EventHub Inline(Action<Exception>? observerFailed = null)
        => new(EventDelivery.Inline, TimeProvider.System, observerFailed ?? Unexpected);

    public static EventHub Of(EventDelivery delivery, Action<Exception>? observerFailed = null)
        => delivery == EventDelivery.Queued ? Queued(observerFailed) : Inline(observerFailed);

    public static WorkerStarted Started(int index, int attempt = 1, string batchId = Batch)
        => new() { BatchId = batchId, Index = index, Attempt = attempt };

    public static void Publish(EventHub hub, int count)
    {
        for (var i = 0; i < count; i++)
        {
            hub.Publish(Started(i));
        }
    }

    public static Thread[] Run(int threads, Action<int> body)
    {
        var all = Enumerable.Range(0, threads).Select(i => new Thread(() => body(i)) { IsBackground = true }).ToArray();
        Array.ForEach(all, static thread => thread.Start());
        return all;
    }

    public static void Join(params Thread?[] threads)
    {
        foreach (var thread in threads)
        {
            Assert.IsNotNull(thread);
            Assert.IsTrue(thread.Join(EventProbe.Patience), "A thread did not end.");
        }
    }

    public static void Pass(WaitHandle gate) => Assert.IsTrue(gate.WaitOne(EventProbe.Patience), "A gate did not open.");

    /// <summary>Sequence numbers rise; where one is missing, a loss before it says how many are.</summary>
    public static void AssertGapsExplained(IReadOnlyList<LeaderEvent> seen, long first, long last)
    {
        var next = first;
        foreach (var e in seen)
        {
            next += e is EventsDropped dropped ? dropped.Count - 1 : 0;
            Assert.AreEqual(next, e.Sequence);
            next++;
        }

        Assert.AreEqual(last + 1, next);
    }

    public static long[] Range(long first, long last) => [.. Enumerable.Range(0, (int)(last - first + 1)).Select(i => first + i)];

    private static void Unexpected(Exception error) => Environment.FailFast("An observer failed that should not.", error);
}
