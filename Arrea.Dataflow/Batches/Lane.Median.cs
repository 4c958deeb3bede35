using Arrea.Dataflow.Attempts;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Batches;

/// <summary>The limit of an attempt by the median of those that succeeded before it, for batches that have one.</summary>
internal sealed partial class Lane
{
    // The attempt that is held to it: its serial number, and when it began. Written before the number, which names them.
    private long _began;
    private long _heldToMedian = NotHeld;

    private const long NotHeld = -1;

    /// <summary>Holds the attempt that has just begun to the median.</summary>
    private void HoldToMedian()
    {
        if (_rules.Median is null)
        {
            return;
        }

        // First none, so that nobody takes the last attempt's number with this one's beginning.
        Volatile.Write(ref _heldToMedian, NotHeld);
        Volatile.Write(ref _began, _now);
        Volatile.Write(ref _heldToMedian, _claim.Job.Timeout is null ? _state.Read() : NotHeld);
        _mesh.Watch.LookAt(DueByMedian());
    }

    /// <summary>When the attempt that runs is over by the median; the highest number where it is not held to one.</summary>
    private long DueByMedian()
    {
        if (_rules.Median is not { } median)
        {
            return long.MaxValue;
        }

        var held = Volatile.Read(ref _heldToMedian);
        var began = Volatile.Read(ref _began);
        return held == _state.Read() && held == Volatile.Read(ref _heldToMedian) && median.Span is var span && began <= long.MaxValue - span
            ? began + span
            : long.MaxValue;
    }

    /// <summary>Adds what has ended to the median, and has the others looked at when that has become shorter.</summary>
    private void LearnMedian(in AttemptResult attempt)
    {
        if (_rules.Median is { } median && attempt.Outcome == OutcomeKind.Succeeded && median.Add(_now - _began))
        {
            _mesh.Watch.LookAt(_now);
        }
    }
}
