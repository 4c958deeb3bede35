using Arrea.Dataflow.Scheduling;

namespace Arrea.Dataflow.Councils.Events;

/// <summary>
/// The events of one run, in order, kept as long as the run is known: whoever subscribes gets them from the first on. Each subscriber reads
/// at its own pace; a slow one holds nobody up, and loses nothing.
/// </summary>
internal sealed class CouncilTopic(TimeProvider time, Action<Exception> observerFailed) : IObservable<CouncilEvent>
{
    private readonly Lock _gate = new();
    private readonly List<CouncilEvent> _events = [];
    private TopicReader[] _readers = [];
    private bool _isComplete;

    /// <summary>Tells the subscribers. Nothing once the topic is complete.</summary>
    public void Publish(CouncilEvent told)
    {
        lock (_gate)
        {
            if (_isComplete)
            {
                return;
            }

            told.Sequence = _events.Count + 1;
            told.At = time.GetUtcNow();
            _events.Add(told);
        }

        WakeAll();
    }

    /// <summary>Ends it: subscribers get what is left, then their completion.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _isComplete = true;
        }

        WakeAll();
    }

    public IDisposable Subscribe(IObserver<CouncilEvent> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var reader = new TopicReader(this, observer);
        lock (_gate)
        {
            _readers = [.. _readers, reader];
        }

        reader.Wake();
        return reader;
    }

    /// <summary>The event of a place; null where there is none yet, and whether there will be none.</summary>
    internal CouncilEvent? Read(int place, out bool isOver)
    {
        lock (_gate)
        {
            isOver = _isComplete && place >= _events.Count;
            return place < _events.Count ? _events[place] : null;
        }
    }

    internal void Remove(TopicReader reader)
    {
        lock (_gate)
        {
            _readers = Array.FindAll(_readers, other => other != reader);
        }
    }

    internal void Report(Exception error) => observerFailed(error);

    private void WakeAll()
    {
        foreach (var reader in Volatile.Read(ref _readers))
        {
            reader.Wake();
        }
    }
}

/// <summary>A subscriber's place in a topic. Calls its observer on a thread of the pool, one call at a time.</summary>
internal sealed class TopicReader(CouncilTopic topic, IObserver<CouncilEvent> observer) : IThreadPoolWorkItem, IDisposable
{
    private const int Idle = 0;
    private const int Busy = 1;
    private const int BusyWithMore = 2;

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _state;
    private int _next;
    private volatile bool _isDisposed;

    /// <summary>Ends when the observer has got its last event, or has gone.</summary>
    public Task Ended => _ended.Task;

    public void Wake()
    {
        if (Interlocked.Exchange(ref _state, BusyWithMore) == Idle)
        {
            using (ContextFlow.Suppress())
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }
        }
    }

    public void Execute()
    {
        do
        {
            Volatile.Write(ref _state, Busy);
            Deliver();
        }
        while (Interlocked.CompareExchange(ref _state, Idle, Busy) != Busy);
    }

    public void Dispose()
    {
        _isDisposed = true;
        topic.Remove(this);
        _ended.TrySetResult();
    }

    private void Deliver()
    {
        try
        {
            while (!_isDisposed)
            {
                var told = topic.Read(_next, out var isOver);
                if (told is not null)
                {
                    _next++;
                    observer.OnNext(told);
                }
                else
                {
                    if (isOver)
                    {
                        observer.OnCompleted();
                        Dispose();
                    }

                    return;
                }
            }
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Dispose();
            topic.Report(error);
        }
    }
}
