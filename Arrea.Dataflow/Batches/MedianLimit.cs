namespace Arrea.Dataflow.Batches;

/// <summary>A time limit that is a multiple of the median of the durations so far. Memory is bounded: the latest 999 count.</summary>
/// <param name="factor">The multiple.</param>
/// <param name="least">The shortest limit, in units of the clock.</param>
internal sealed class MedianLimit(double factor, long least)
{
    private const int Kept = 999;

    // One that is shorter by less than this is not worth looking at everything that runs.
    private const double Notable = 0.95;

    private readonly Lock _gate = new();
    private readonly Queue<long> _latest = new();
    private readonly List<long> _sorted = [];
    private long _span = long.MaxValue;
    private double _told = long.MaxValue;

    /// <summary>The shortest limit there is: attempts that differ by less do so by chance.</summary>
    public static TimeSpan Least => TimeSpan.FromMilliseconds(100);

    /// <summary>The limit, in units of the clock; the highest number before the first duration.</summary>
    public long Span => Volatile.Read(ref _span);

    /// <summary>Adds a duration.</summary>
    /// <param name="duration">In units of the clock.</param>
    /// <returns>Whether the limit has become notably shorter, so that what runs has to be looked at.</returns>
    public bool Add(long duration)
    {
        lock (_gate)
        {
            if (_latest.Count == Kept)
            {
                _sorted.RemoveAt(_sorted.BinarySearch(_latest.Dequeue()));
            }

            _latest.Enqueue(duration);
            var at = _sorted.BinarySearch(duration);
            _sorted.Insert(at < 0 ? ~at : at, duration);

            // What is too long for a number saturates.
            var span = (long)Math.Min(Math.Max(_sorted[(_sorted.Count - 1) / 2] * factor, least), long.MaxValue / 2);
            Volatile.Write(ref _span, span);
            var shorter = span < _told * Notable;
            _told = shorter || span > _told ? span : _told;
            return shorter;
        }
    }
}
