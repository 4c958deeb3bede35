using Arrea.Dataflow.Scheduling;

namespace Arrea.Dataflow.Monitoring;

/// <summary>Shows an observer snapshots, one after another on the thread pool: whoever rings never waits for it.</summary>
/// <param name="monitor">Takes the snapshots.</param>
/// <param name="observer">The observer.</param>
/// <param name="failed">Gets what the observer threw.</param>
/// <param name="ended">Called when the watch is over.</param>
internal sealed class SnapshotWatch(EngineMonitor monitor, IObserver<MonitorSnapshot> observer, Action<Exception> failed, Action<SnapshotWatch> ended) : IDisposable
{
    private readonly Lock _gate = new();
    private ITimer? _timer;
    private bool _isWanted;
    private bool _isBusy;
    private bool _isLast;
    private bool _isOver;

    /// <summary>Shows a snapshot now, and one at each interval.</summary>
    public void Start(TimeProvider time, TimeSpan interval)
    {
        var timer = time.StartTimer(static watch => ((SnapshotWatch)watch!).Ring(), this, interval, interval);
        bool isTooLate;
        lock (_gate)
        {
            _timer = timer;
            isTooLate = _isOver;
        }

        if (isTooLate)
        {
            // The engine has ended meanwhile, or an observer has thrown.
            timer.Dispose();
        }

        Ring();
    }

    /// <summary>Shows a last snapshot, and completes the observer.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _isLast = true;
        }

        Ring();
    }

    public void Dispose()
    {
        ITimer? timer;
        lock (_gate)
        {
            _isOver = true;
            timer = _timer;
        }

        timer?.Dispose();
        ended(this);
    }

    private void Ring()
    {
        lock (_gate)
        {
            _isWanted = true;
            if (_isBusy || _isOver)
            {
                return;
            }

            _isBusy = true;
        }

        using (ContextFlow.Suppress())
        {
            _ = Task.Run(Show);
        }
    }

    private void Show()
    {
        try
        {
            while (TryBegin(out var isLast))
            {
                observer.OnNext(monitor.Snapshot());
                if (isLast && !_isOver)
                {
                    Dispose();
                    observer.OnCompleted();
                }
            }
        }
        catch (Exception error)
        {
            Dispose();
            failed(error);
        }
    }

    private bool TryBegin(out bool isLast)
    {
        lock (_gate)
        {
            isLast = _isLast;
            _isBusy = _isWanted && !_isOver;
            _isWanted = false;
            return _isBusy;
        }
    }
}
