namespace Arrea.Dataflow.Events;

/// <summary>Numbers events and brings them to their subscribers, in the order of the numbers.</summary>
/// <remarks>
/// A subscriber sees every event published after it subscribed. The lock guards bookkeeping only: no observer, and no
/// other code from outside, runs under it.
/// </remarks>
internal sealed class EventHub : IObservable<LeaderEvent>
{
    private readonly Lock _gate = new();
    private readonly EventClock _clock;
    private readonly ParkedReaders _parked = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Null when delivery is queued.
    private readonly InlineQueue? _inline;
    private readonly Action<Exception> _observerFailed;
    private volatile EventSubscription[] _subscriptions = [];
    private EventRing? _ring;
    private long _sequence;
    private int _threads;
    private bool _completed;

    /// <param name="delivery">On whose threads subscribers are called.</param>
    /// <param name="time">The clock that dates events.</param>
    /// <param name="observerFailed">Gets what an observer threw, after that observer was detached.</param>
    public EventHub(EventDelivery delivery, TimeProvider time, Action<Exception> observerFailed)
    {
        _clock = new(time);
        _observerFailed = observerFailed;
        _inline = delivery == EventDelivery.Inline ? new(_gate) : null;
    }

    /// <summary>Whether an event would reach anybody. When it would not, there is no need to make it.</summary>
    public bool HasSubscribers => _subscriptions.Length != 0;

    /// <summary>Subscriptions that have not ended.</summary>
    public int SubscriberCount => _subscriptions.Length;

    /// <summary>Done when the hub is complete and every subscriber has got its last call. A stuck subscriber keeps it from being done.</summary>
    public Task Drained => _drained.Task;

    internal DateTimeOffset Now => _clock.Now;

    /// <summary>Numbers and dates an event and makes it known. One that was published before is copied first. After <see cref="Complete"/> nothing happens.</summary>
    public void Publish(LeaderEvent leaderEvent)
    {
        var at = _clock.AskOther();
        QueuedSubscription? wake = null;
        lock (_gate)
        {
            if (_completed)
            {
                return;
            }

            var stamped = Stamp(leaderEvent, at);
            if (_inline is not null)
            {
                _inline.Add(stamped, _subscriptions);
            }
            else if (_ring is { } ring)
            {
                NoteBatchEnd(stamped);
                ring.Write(stamped);
                wake = _parked.Waking ? null : _parked.TakeNext(_sequence);
            }
        }

        wake?.Wake();
        DeliverInline();
    }

    /// <summary>Makes an event and publishes it, if it would reach anybody.</summary>
    public void Tell(Func<LeaderEvent> make)
    {
        if (HasSubscribers)
        {
            Publish(make());
        }
    }

    /// <inheritdoc />
    public IDisposable Subscribe(IObserver<LeaderEvent> observer) => Subscribe(observer, batchId: null);

    /// <summary>Subscribes to the events of one batch. After its <see cref="BatchCompleted"/> the observer is completed and the subscription ends.</summary>
    /// <remarks>That event is delivered even to a subscriber so slow that it has lost it otherwise. <see cref="EventsDropped"/> counts events of all batches.</remarks>
    public IDisposable SubscribeToBatch(IObserver<LeaderEvent> observer, string batchId)
    {
        ArgumentNullException.ThrowIfNull(batchId);
        return Subscribe(observer, batchId);
    }

    /// <summary>Ends the stream: subscribers get what is pending and are completed; later ones are completed at once.</summary>
    public void Complete()
    {
        QueuedSubscription? wake;
        lock (_gate)
        {
            if (_completed)
            {
                return;
            }

            _completed = true;
            _inline?.Add(leaderEvent: null, _subscriptions);
            _subscriptions = [];
            _ring = null;
            wake = TakeNextParked();
        }

        wake?.Wake();
        DeliverInline();
        SignalIfDrained();
    }

    internal void Remove(EventSubscription subscription)
    {
        QueuedSubscription? wake = null;
        lock (_gate)
        {
            _subscriptions = Array.FindAll(_subscriptions, other => other != subscription);
            if (_subscriptions.Length == 0)
            {
                _ring = null;
            }

            if (subscription is QueuedSubscription queued && _parked.TryRemove(queued))
            {
                wake = queued;
            }
        }

        wake?.Wake();
    }

    internal void Report(Exception error)
    {
        try
        {
            _observerFailed(error);
        }
        catch (Exception second) when (second is not OutOfMemoryException)
        {
            // Whoever was to hear of it failed too; there is nobody left to tell, and the other subscribers must go on.
        }
    }

    /// <summary>Called by a reader that has nothing to read. Under the lock, so that no event can slip in between the look and the wait.</summary>
    internal ParkResult Park(QueuedSubscription reader)
    {
        lock (_gate)
        {
            if (reader.Ended || reader.Next <= _sequence)
            {
                return ParkResult.More;
            }

            if (_completed)
            {
                return ParkResult.Completed;
            }

            _parked.Add(reader);
            return ParkResult.Parked;
        }
    }

    /// <summary>Called by each reader that was woken: it wakes the next one, so that the publisher needs to wake only one.</summary>
    internal void WakeNext()
    {
        QueuedSubscription? wake;
        lock (_gate)
        {
            wake = TakeNextParked();
        }

        wake?.Wake();
    }

    internal void OnThreadEnded()
    {
        lock (_gate)
        {
            _threads--;
        }

        SignalIfDrained();
    }

    private EventSubscription Subscribe(IObserver<LeaderEvent> observer, string? batchId)
    {
        ArgumentNullException.ThrowIfNull(observer);
        EventSubscription subscription;
        bool completed;
        lock (_gate)
        {
            completed = _completed;
            if (completed || _inline is not null)
            {
                subscription = new(this, observer, batchId);
            }
            else
            {
                subscription = new QueuedSubscription(this, observer, batchId, _ring ??= new(_sequence));
                _threads++;
            }

            if (!completed)
            {
                _subscriptions = [.. _subscriptions, subscription];
            }
        }

        if (completed)
        {
            subscription.Complete();
        }
        else if (subscription is QueuedSubscription queued)
        {
            Start(queued);
        }

        return subscription;
    }

    private void Start(QueuedSubscription subscription)
    {
        try
        {
            subscription.Start();
        }
        catch
        {
            // No thread could be had. The subscriber is told by the exception; nobody else must notice.
            subscription.Dispose();
            OnThreadEnded();
            throw;
        }
    }

    private LeaderEvent Stamp(LeaderEvent leaderEvent, DateTimeOffset? at)
    {
        // Subscribers may still be reading one that was published before.
        var stamped = leaderEvent.Sequence == 0 ? leaderEvent : leaderEvent with { };
        stamped.Sequence = ++_sequence;
        stamped.At = at ?? _clock.Next();
        return stamped;
    }

    private void NoteBatchEnd(LeaderEvent leaderEvent)
    {
        if (leaderEvent is BatchCompleted batchCompleted)
        {
            foreach (var subscription in _subscriptions)
            {
                subscription.Note(batchCompleted);
            }
        }
    }

    // At the end everybody has something to read: that it is the end.
    private QueuedSubscription? TakeNextParked() => _parked.TakeNext(_completed ? long.MaxValue : _sequence);

    private void DeliverInline()
    {
        if (_inline is null)
        {
            return;
        }

        _inline.Deliver();
        if (_completed)
        {
            SignalIfDrained();
        }
    }

    private void SignalIfDrained()
    {
        lock (_gate)
        {
            if (!_completed || _threads > 0 || _inline is { IsIdle: false })
            {
                return;
            }
        }

        _drained.TrySetResult();
    }
}
