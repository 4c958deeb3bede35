using Arrea.Dataflow.Scheduling;

namespace Arrea.Dataflow.Batches;

/// <summary>Ends the attempts of a batch that run too long: one timer, set to the earliest of their limits, instead of one for each attempt.</summary>
/// <param name="time">The clock.</param>
/// <param name="lanes">The lanes to look after.</param>
internal sealed class LaneWatch(TimeProvider time, Func<Lane[]> lanes) : IDisposable
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(45);

    private readonly Lock _gate = new();
    private readonly long _slack = time.TimestampFrequency / 1000;
    private ITimer? _timer;
    private long _armedFor = long.MaxValue;
    private bool _disposed;

    /// <summary>Sees to it that somebody looks at this time. Attempts that last equally long cost a comparison each.</summary>
    public void LookAt(long timestamp)
    {
        if (timestamp < Volatile.Read(ref _armedFor))
        {
            lock (_gate)
            {
                Arm(timestamp);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _timer?.Dispose();
        }
    }

    private void Look()
    {
        lock (_gate)
        {
            // A lane first writes its limit and then reads _armedFor, without a fence in between; this barrier runs on
            // every processor, so either the lane sees the change and arms the timer, or its limit is seen below.
            Volatile.Write(ref _armedFor, long.MaxValue);
            Interlocked.MemoryBarrierProcessWide();
            var now = time.GetTimestamp() + _slack;
            var next = long.MaxValue;
            foreach (var lane in lanes())
            {
                next = Math.Min(next, lane.CheckLimits(now));
            }

            Arm(next);
        }
    }

    private void Arm(long timestamp)
    {
        if (_disposed || timestamp >= _armedFor)
        {
            return;
        }

        Volatile.Write(ref _armedFor, timestamp);
        var wait = time.GetElapsedTime(time.GetTimestamp(), timestamp);
        wait = wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestTimer ? LongestTimer : wait;
        if (_timer is null)
        {
            using (ContextFlow.Suppress())
            {
                _timer = time.CreateTimer(static watch => ((LaneWatch)watch!).Look(), this, wait, Timeout.InfiniteTimeSpan);
            }
        }
        else
        {
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }
}
