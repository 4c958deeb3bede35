namespace Arrea.Cli.Live;

/// <summary>How fast jobs end, the last ones counting most: over half a minute, a quarter of the time so far, or the time of eight jobs, whichever is longest.</summary>
internal sealed class RateEstimate
{
    private const double Share = 4;
    private const double FewJobs = 8;

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(30);

    private TimeSpan _last;
    private int _lastDone;

    // Jobs and seconds, both fading in the same way: their ratio is a mean with weights, from the first moment on.
    private double _jobs;
    private double _seconds;

    /// <summary>Jobs that end in a second; 0 before the first.</summary>
    public double PerSecond => _seconds > 0 ? _jobs / _seconds : 0;

    /// <summary>Takes in how far the run is.</summary>
    /// <param name="elapsed">Time since its start.</param>
    /// <param name="done">Jobs that have ended.</param>
    public void Update(TimeSpan elapsed, int done)
    {
        var passed = elapsed - _last;
        if (passed <= TimeSpan.Zero)
        {
            return;
        }

        // Where few have ended, the moment at which the last one did says nothing.
        var memory = Math.Max(Shortest.TotalSeconds, elapsed.TotalSeconds * Math.Max(1 / Share, FewJobs / Math.Max(done, 1)));
        var kept = Math.Exp(-passed.TotalSeconds / memory);
        _jobs = (_jobs * kept) + (done - _lastDone);
        _seconds = (_seconds * kept) + passed.TotalSeconds;
        (_last, _lastDone) = (elapsed, done);
    }

    /// <summary>How long the rest takes; null when that cannot be said.</summary>
    /// <param name="done">Jobs that have ended.</param>
    /// <param name="total">All jobs; null when nobody knows.</param>
    public TimeSpan? Left(int done, int? total)
        => total is { } all && done > 0 && done < all && PerSecond > 0 && (all - done) / PerSecond is var seconds && seconds < TimeSpan.FromDays(365).TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
