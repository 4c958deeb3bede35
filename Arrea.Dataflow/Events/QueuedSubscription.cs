namespace Arrea.Dataflow.Events;

/// <summary>A subscription that reads the ring at its own pace, on a thread of its own.</summary>
/// <param name="hub">Where it is subscribed.</param>
/// <param name="observer">Who gets the events.</param>
/// <param name="batchId">The only batch it wants to hear of; null for everything.</param>
/// <param name="ring">Where the events are.</param>
internal sealed class QueuedSubscription(EventHub hub, IObserver<LeaderEvent> observer, string? batchId, EventRing ring)
    : EventSubscription(hub, observer, batchId)
{
    // An overrun reader takes this many out of the writer's way at a time, so that a slow one is told of its losses
    // once per so many events and not at every single one.
    private const int Rescued = 256;

    // How often, and after how long each time (about two microseconds), a reader looks for more before it goes to sleep.
    // Seldom, because each look takes a cache line from the publisher.
    private const int Looks = 4;
    private const int SpinsPerLook = 64;

    private readonly Wakeup _wakeup = new();
    private LeaderEvent?[]? _rescued;

    /// <summary>Number of the next event to read.</summary>
    public long Next { get; private set; } = ring.Head + 1;

    /// <summary>Its place among the readers that wait, used under the hub's lock.</summary>
    public LinkedListNode<QueuedSubscription>? Parked { get; set; }

    /// <summary>Starts the thread.</summary>
    public void Start() => new Thread(Run) { IsBackground = true, Name = "Arrea events" }.UnsafeStart();

    /// <summary>Ends one wait. Called by whoever took it out of the readers that wait, once.</summary>
    public void Wake() => _wakeup.Wake();

    private void Run()
    {
        try
        {
            while (!Ended)
            {
                if (Next <= ring.Head || SpinForMore())
                {
                    DeliverUpTo(ring.Head);
                    continue;
                }

                switch (Hub.Park(this))
                {
                    case ParkResult.Parked:
                        _wakeup.Wait();
                        Hub.WakeNext();
                        break;
                    case ParkResult.Completed:
                        Complete();
                        break;
                }
            }
        }
        finally
        {
            Hub.OnThreadEnded();
        }
    }

    // While events come thick and fast a thread need not go to sleep and be woken.
    private bool SpinForMore()
    {
        for (var looks = 0; looks < Looks; looks++)
        {
            Thread.SpinWait(SpinsPerLook);
            if (Next <= ring.Head)
            {
                return true;
            }
        }

        return false;
    }

    private void DeliverUpTo(long head)
    {
        while (Next <= head && !Ended)
        {
            Next = DeliverFrom(ring, Next, head);
            if (Next <= head && !Ended)
            {
                DeliverAfterLoss();
            }
        }
    }

    private void DeliverAfterLoss()
    {
        var rescued = _rescued ??= new LeaderEvent?[Rescued];
        var count = ring.CopyOldest(rescued);
        var oldest = rescued[0]!.Sequence;
        if (BatchEnd is { } end && end.Sequence < oldest)
        {
            DeliverLoss(end.Sequence);
            Deliver(end);
        }
        else
        {
            DeliverLoss(oldest);
        }

        foreach (var found in rescued.AsSpan(0, count))
        {
            Next = found!.Sequence + 1;
            Deliver(found);
        }

        rescued.AsSpan(0, count).Clear();
    }

    private void DeliverLoss(long before)
    {
        if (before > Next)
        {
            Deliver(new EventsDropped(before - Next) { Sequence = before - 1, At = Hub.Now });
        }
    }
}
