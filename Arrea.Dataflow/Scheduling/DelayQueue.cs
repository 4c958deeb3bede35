namespace Arrea.Dataflow.Scheduling;

/// <summary>Hands items out when their time has come: one timer over a heap, however many wait.</summary>
/// <typeparam name="T">A small value; a waiting item costs its size and 16 bytes.</typeparam>
/// <param name="time">The clock.</param>
/// <param name="due">Gets each item once, in order of time, outside of any lock. Must not throw.</param>
internal sealed class DelayQueue<T>(TimeProvider time, Action<T> due) : IDisposable
{
    // A timer may fire a little early by the monotonic clock; what is due within this span is handed out with it.
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(1);

    // TimeProvider's own timers refuse more than this.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(45);

    private readonly Lock _gate = new();
    private readonly PriorityQueue<T, long> _waiting = new();
    private ITimer? _timer;
    private long _armedFor = long.MaxValue;
    private bool _disposed;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Adds an item. After disposal it is dropped, and the answer is false.</summary>
    public bool Add(T item, TimeSpan delay)
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return false;
            }

            var at = time.GetTimestamp() + ToTimestamp(delay);
            _waiting.Enqueue(item, at < 0 ? long.MaxValue : at);
            Arm();
            return true;
        }
    }

    /// <summary>Takes out every item that matches, in no particular order. Looks at all of them.</summary>
    public List<T> Take(Predicate<T> match)
    {
        var taken = new List<T>();
        lock (_gate)
        {
            var rest = new List<(T, long)>();
            foreach (var (item, at) in _waiting.UnorderedItems)
            {
                if (match(item))
                {
                    taken.Add(item);
                }
                else
                {
                    rest.Add((item, at));
                }
            }

            if (taken.Count > 0)
            {
                _waiting.Clear();
                _waiting.EnqueueRange(rest);
            }
        }

        return taken;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _waiting.Clear();
            _timer?.Dispose();
        }
    }

    private void OnTimer()
    {
        while (true)
        {
            T item;
            lock (_gate)
            {
                var latest = time.GetTimestamp() + ToTimestamp(Slack);
                if (_disposed || !_waiting.TryPeek(out _, out var at) || at > latest)
                {
                    _armedFor = long.MaxValue;
                    Arm();
                    return;
                }

                item = _waiting.Dequeue();
            }

            due(item);
        }
    }

    private void Arm()
    {
        if (_disposed || !_waiting.TryPeek(out _, out var at) || at >= _armedFor)
        {
            return;
        }

        _armedFor = at;
        var wait = time.GetElapsedTime(time.GetTimestamp(), at);
        wait = wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestTimer ? LongestTimer : wait;
        if (_timer is null)
        {
            using (ContextFlow.Suppress())
            {
                _timer = time.CreateTimer(static queue => ((DelayQueue<T>)queue!).OnTimer(), this, wait, Timeout.InfiniteTimeSpan);
            }
        }
        else
        {
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    private long ToTimestamp(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
