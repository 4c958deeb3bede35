namespace Arrea.Dataflow.Commands.Interactive;

/// <summary>How many restarts are left within the window, and how long to wait for the next.</summary>
internal sealed class RestartBudget(InteractiveOptions options)
{
    private readonly Queue<long> _recent = new();

    /// <summary>Takes a restart.</summary>
    /// <returns>Whether there was one left.</returns>
    public bool TryTake(out TimeSpan delay)
    {
        var now = options.Clock.GetTimestamp();
        while (_recent.TryPeek(out var oldest) && options.Clock.GetElapsedTime(oldest, now) >= options.RestartWindow)
        {
            _recent.Dequeue();
        }

        // Doubling is done in floating point, which saturates instead of overflowing.
        delay = TimeSpan.FromTicks((long)Math.Min(options.RestartDelay.Ticks * Math.Pow(2, _recent.Count), options.MaxRestartDelay.Ticks));
        if (_recent.Count >= options.MaxRestarts)
        {
            return false;
        }

        _recent.Enqueue(now);
        return true;
    }
}
