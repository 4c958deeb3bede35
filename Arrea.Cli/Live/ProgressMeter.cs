using Arrea.Cli.Results;

namespace Arrea.Cli.Live;

/// <summary>Says how far a run is, from its start on. Not safe for concurrent use.</summary>
/// <param name="tally">What became of the jobs so far.</param>
/// <param name="total">How many jobs there are; null as long as nobody knows.</param>
/// <param name="time">The clock.</param>
internal sealed class ProgressMeter(Tally tally, Func<int?> total, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();
    private readonly RateEstimate _rate = new();

    public Progress Read()
    {
        var elapsed = time.GetElapsedTime(_start);
        var done = tally.Total;
        var all = total();
        _rate.Update(elapsed, done);
        return new Progress
        {
            Elapsed = elapsed,
            Done = done,
            Total = all,
            Failed = tally.Failures,
            Running = tally.Running,
            Rate = _rate.PerSecond,
            Left = _rate.Left(done, all),
        };
    }
}
