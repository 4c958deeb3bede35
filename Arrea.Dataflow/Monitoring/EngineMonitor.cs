using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Scheduling;

namespace Arrea.Dataflow.Monitoring;

/// <summary>Counts what the jobs of an engine come to. Counting goes on whether or not somebody looks.</summary>
/// <remarks>At every moment, for each batch and for all: started = completed + failed + cancelled + active, also when jobs were killed or left behind.</remarks>
public sealed class EngineMonitor
{
    private readonly Lock _gate = new();
    private readonly Leader _leader;
    private readonly TimeProvider _time;
    private readonly Action<Exception> _observerFailed;
    private readonly HashSet<SnapshotWatch> _watches = [];
    private bool _completed;

    internal EngineMonitor(Leader leader, TimeProvider time, Action<Exception> observerFailed)
    {
        _leader = leader;
        _time = time;
        _observerFailed = observerFailed;
    }

    /// <summary>Subscriptions that have not ended.</summary>
    internal int Watching
    {
        get
        {
            lock (_gate)
            {
                return _watches.Count;
            }
        }
    }

    /// <summary>Looks at the counts.</summary>
    /// <returns>A picture of this moment.</returns>
    public MonitorSnapshot Snapshot()
    {
        var state = _leader.GetState();
        return new()
        {
            At = _time.GetUtcNow(),
            Jobs = state.Statistics,
            BatchesRunning = state.Batches.Count(static batch => !batch.IsComplete),
            Batches = state.Batches.ToDictionary(static batch => batch.Id, StringComparer.Ordinal),
        };
    }

    /// <summary>Looks at the counts again and again.</summary>
    /// <param name="interval">How often, by the engine's clock: 1 millisecond to 45 days.</param>
    /// <returns>
    /// For each subscriber a picture at once, then one at each interval, and a last one when the engine is disposed; then completion, never an error.
    /// A subscriber that is still busy with one misses those of the time between. Its calls never overlap. One that throws is detached, and the log
    /// says so. Disposing the subscription ends the watching.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="interval"/> is outside its range.</exception>
    public IObservable<MonitorSnapshot> Watch(TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.FromMilliseconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(interval, Timers.Longest);
        return new Snapshots(this, interval);
    }

    /// <summary>Ends all watching.</summary>
    internal void Complete()
    {
        List<SnapshotWatch> watches;
        lock (_gate)
        {
            _completed = true;
            watches = [.. _watches];
        }

        watches.ForEach(static watch => watch.Complete());
    }

    private SnapshotWatch Subscribe(TimeSpan interval, IObserver<MonitorSnapshot> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var watch = new SnapshotWatch(this, observer, _observerFailed, Forget);
        bool completed;
        lock (_gate)
        {
            completed = _completed;
            _watches.Add(watch);
        }

        watch.Start(_time, interval);
        if (completed)
        {
            watch.Complete();
        }

        return watch;
    }

    private void Forget(SnapshotWatch watch)
    {
        lock (_gate)
        {
            _watches.Remove(watch);
        }
    }

    private sealed class Snapshots(EngineMonitor monitor, TimeSpan interval) : IObservable<MonitorSnapshot>
    {
        public IDisposable Subscribe(IObserver<MonitorSnapshot> observer) => monitor.Subscribe(interval, observer);
    }
}
