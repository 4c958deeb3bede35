namespace Arrea.Dataflow.Events;

/// <summary>A job that failed or timed out, and what it wrote last.</summary>
/// <param name="Failure">Its last event.</param>
/// <param name="LastLines">The last lines of both its outputs together, over all its attempts, the latest last. Empty for a delegate.</param>
public sealed record FailureReport(Error Failure, IReadOnlyList<JobLine> LastLines)
{
    /// <summary>The job. Never its output, which may hold secrets.</summary>
    public override string ToString() => $"{Failure.WorkerId} {Failure.Outcome}";
}
