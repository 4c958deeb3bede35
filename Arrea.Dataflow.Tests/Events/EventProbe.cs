using Arrea.Dataflow.Events;

namespace Arrea.Dataflow.Tests.Events;

/// <summary>An observer that keeps what it sees, and notes every breach of the contract of observers.</summary>
/// <param name="onEvent">Run for each event, before it is kept.</param>
internal sealed class EventProbe(Action<LeaderEvent>? onEvent = null) : IObserver<LeaderEvent>
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly object _gate = new();
    private readonly List<LeaderEvent> _seen = [];
    private readonly List<string> _breaches = [];
    private bool _completed;
    private int _inside;

    public LeaderEvent[] Seen
    {
        get
        {
            lock (_gate)
            {
                return [.. _seen];
            }
        }
    }

    public bool IsCompleted
    {
        get
        {
            lock (_gate)
            {
                return _completed;
            }
        }
    }

    public string[] Breaches
    {
        get
        {
            lock (_gate)
            {
                return [.. _breaches];
            }
        }
    }

    /// <summary>The thread that called last.</summary>
    public Thread? Caller { get; private set; }

    public long[] Numbers => [.. Seen.Select(static e => e.Sequence)];

    public void OnNext(LeaderEvent value)
    {
        Enter();
        onEvent?.Invoke(value);
        lock (_gate)
        {
            _seen.Add(value);
            Monitor.PulseAll(_gate);
        }

        Interlocked.Decrement(ref _inside);
    }

    public void OnCompleted()
    {
        Enter();
        lock (_gate)
        {
            _completed = true;
            Monitor.PulseAll(_gate);
        }

        Interlocked.Decrement(ref _inside);
    }

    public void OnError(Exception error) => Breach($"OnError({error.Message})");

    public LeaderEvent[] WaitForCount(int count)
    {
        WaitUntil(() => _seen.Count >= count, $"{count} events");
        return Seen;
    }

    public LeaderEvent[] WaitForNumber(long sequence)
    {
        WaitUntil(() => _seen.Count > 0 && _seen[^1].Sequence >= sequence, $"event {sequence}");
        return Seen;
    }

    public LeaderEvent[] WaitForCompletion()
    {
        WaitUntil(() => _completed, "completion");
        return Seen;
    }

    private void Enter()
    {
        Caller = Thread.CurrentThread;
        if (Interlocked.Increment(ref _inside) != 1)
        {
            Breach("two calls at once");
        }

        if (IsCompleted)
        {
            Breach("a call after OnCompleted");
        }
    }

    private void Breach(string what)
    {
        lock (_gate)
        {
            _breaches.Add(what);
        }
    }

    private void WaitUntil(Func<bool> condition, string what)
    {
        var deadline = DateTime.UtcNow + Patience;
        lock (_gate)
        {
            while (!condition())
            {
                var left = deadline - DateTime.UtcNow;
                if (left <= TimeSpan.Zero || !Monitor.Wait(_gate, left))
                {
                    Assert.Fail($"Waited in vain for {what}; {_seen.Count} seen, completed: {_completed}.");
                }
            }
        }
    }
}
