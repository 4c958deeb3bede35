using System.Runtime.CompilerServices;

namespace Arrea.Dataflow.Events;

/// <summary>One observer of a hub. The hub sees to it that deliveries do not overlap.</summary>
/// <param name="hub">Where it is subscribed.</param>
/// <param name="observer">Who gets the events.</param>
/// <param name="batchId">The only batch it wants to hear of; null for everything.</param>
internal class EventSubscription(EventHub hub, IObserver<LeaderEvent> observer, string? batchId) : IDisposable
{
    private int _ended;

    /// <summary>Whether nothing is delivered any more.</summary>
    public bool Ended => Volatile.Read(ref _ended) != 0;

    /// <summary>The last event of the batch subscribed to, as soon as it is published: it is delivered even when the ring has lost it.</summary>
    public BatchCompleted? BatchEnd { get; private set; }

    protected EventHub Hub => hub;

    /// <summary>Hands an event to the observer, if it is one it wants.</summary>
    public void Deliver(LeaderEvent leaderEvent)
    {
        try
        {
            // A call that has passed this line is in progress: Dispose does not wait for it, as it may come from within it.
            if (!Ended)
            {
                Hand(leaderEvent);
            }
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Fail(error);
        }
    }

    /// <summary>Tells the observer that nothing more comes, unless the subscription has ended before.</summary>
    public void Complete()
    {
        if (!TryEnd())
        {
            return;
        }

        try
        {
            observer.OnCompleted();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            hub.Report(error);
        }
    }

    /// <summary>Notes the end of the batch subscribed to. Called for every such event, before it can be read.</summary>
    public void Note(BatchCompleted batchCompleted)
    {
        if (batchCompleted.BatchId == batchId)
        {
            BatchEnd = batchCompleted;
        }
    }

    /// <summary>Ends the subscription. Nothing is delivered from now on, but for a call in progress.</summary>
    public void Dispose() => TryEnd();

    /// <summary>Hands over what the ring has, from one number up to another, until something is missing. Returns where it stopped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected long DeliverFrom(EventRing ring, long next, long last)
    {
        try
        {
            for (; next <= last && !Ended && ring.Read(next) is { } found; next++)
            {
                Hand(found);
            }
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Fail(error);
        }

        return next;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Hand(LeaderEvent leaderEvent)
    {
        if (!Wants(leaderEvent))
        {
            return;
        }

        observer.OnNext(leaderEvent);
        if (batchId is not null && leaderEvent is BatchCompleted)
        {
            Complete();
        }
    }

    private bool Wants(LeaderEvent leaderEvent)
        => batchId is null || leaderEvent is EventsDropped || (leaderEvent is BatchEvent of && of.BatchId == batchId);

    private void Fail(Exception error)
    {
        // One that unsubscribed and then threw is gone already; its exception is reported all the same.
        TryEnd();
        hub.Report(error);
    }

    private bool TryEnd()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
        {
            return false;
        }

        hub.Remove(this);
        return true;
    }
}
