namespace Arrea.Dataflow.Supervision;

/// <summary>Counts restarts in a sliding window. For one caller at a time.</summary>
/// <param name="time">The clock.</param>
/// <param name="limit">The most restarts in a window.</param>
/// <param name="window">Length of the window. A restart that is exactly so long ago counts no more.</param>
internal sealed class RestartAllowance(TimeProvider time, Func<int> limit, TimeSpan window)
{
    private readonly Queue<long> _recent = new();

    /// <summary>Takes a restart.</summary>
    /// <returns>Whether there was one left. Not so when the clock fails: what cannot be counted is not allowed.</returns>
    public bool TryTake()
    {
        try
        {
            var now = time.GetTimestamp();
            while (_recent.TryPeek(out var oldest) && time.GetElapsedTime(oldest, now) >= window)
            {
                _recent.Dequeue();
            }

            if (_recent.Count >= limit())
            {
                return false;
            }

            _recent.Enqueue(now);
            return true;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return false;
        }
    }
}
