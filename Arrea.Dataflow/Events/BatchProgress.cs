namespace Arrea.Dataflow.Events;

/// <summary>How far a batch is.</summary>
/// <param name="Done">Jobs that have ended, well or not.</param>
/// <param name="Total">Jobs of the batch; null while it is unknown: the jobs are read from a source of unknown size, or the start of the batch was not seen.</param>
public sealed record BatchProgress(long Done, long? Total)
{
    /// <summary>From 0 to 100; null when the total is unknown or zero. Never a guess.</summary>
    public double? Percent => Total is > 0 ? 100.0 * Done / Total : null;
}
