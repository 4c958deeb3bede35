using Arrea.Dataflow.Scheduling;

namespace Arrea.Dataflow.Batches;

/// <summary>Ends the attempts of a batch that run too long: one timer, set to the earliest of their limits, instead of one for each attempt.</summary>
internal sealed class LaneWatch : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly Func<Lane[]> _lanes;
    private readonly Alarm _alarm;

    /// <param name="time">The clock.</param>
    /// <param name="lanes">The lanes to look after.</param>
    public LaneWatch(TimeProvider time, Func<Lane[]> lanes)
    {
        _time = time;
        _lanes = lanes;
        _alarm = new Alarm(time, Look);
    }

    /// <summary>Sees to it that somebody looks at this time. Attempts that last equally long cost a comparison each.</summary>
    public void LookAt(long timestamp)
    {
        if (timestamp < _alarm.SetFor)
        {
            lock (_gate)
            {
                _alarm.SetBy(timestamp);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _alarm.Dispose();
        }
    }

    private void Look()
    {
        lock (_gate)
        {
            // Read first: while the clock throws, the alarm stays set for what it was.
            var now = _time.GetTimestamp() + _alarm.Slack;

            // A lane first writes its limit and then reads when the alarm rings, without a fence in between; this barrier runs on
            // every processor, so either the lane sees the change and sets the alarm, or its limit is seen below.
            _alarm.Clear();
            Interlocked.MemoryBarrierProcessWide();
            var next = long.MaxValue;
            foreach (var lane in _lanes())
            {
                next = Math.Min(next, lane.CheckLimits(now));
            }

            _alarm.SetBy(next);
        }
    }
}
