namespace Arrea.Dataflow.Scheduling;

/// <summary>Hands items out when their time has come: one timer over a heap, however many wait.</summary>
/// <typeparam name="T">A small value; a waiting item costs its size and 16 bytes.</typeparam>
internal sealed class DelayQueue<T> : IDisposable
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<T, long> _waiting = new();
    private readonly TimeProvider _time;
    private readonly Action<T> _due;
    private readonly Alarm _alarm;
    private bool _disposed;

    /// <param name="time">The clock.</param>
    /// <param name="due">Gets each item once, in order of time, outside of any lock. Must not throw.</param>
    public DelayQueue(TimeProvider time, Action<T> due)
    {
        _time = time;
        _due = due;
        _alarm = new Alarm(time, OnAlarm);
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

            _waiting.Enqueue(item, _time.GetTimestamp() + Durations.ToTimestamp(delay, _time));
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

    /// <summary>What waits, in no particular order.</summary>
    public List<T> Snapshot()
    {
        lock (_gate)
        {
            return [.. _waiting.UnorderedItems.Select(static entry => entry.Element)];
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _waiting.Clear();
            _alarm.Dispose();
        }
    }

    private void OnAlarm()
    {
        while (true)
        {
            T item;
            lock (_gate)
            {
                var latest = _time.GetTimestamp() + _alarm.Slack;
                if (_disposed || !_waiting.TryPeek(out _, out var at) || at > latest)
                {
                    _alarm.Clear();
                    Arm();
                    return;
                }

                item = _waiting.Dequeue();
            }

            _due(item);
        }
    }

    private void Arm()
    {
        if (_waiting.TryPeek(out _, out var at))
        {
            _alarm.SetBy(at);
        }
    }
}
