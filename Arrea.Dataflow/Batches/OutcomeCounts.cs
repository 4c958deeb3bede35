using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Batches;

/// <summary>Jobs by outcome, started or not. Each job is counted once.</summary>
internal readonly record struct OutcomeCounts(long Succeeded, long Failed, long TimedOut, long Rejected, long Cancelled, long Interrupted)
{
    /// <summary>The worst that became of any of them: the first of these that there is.</summary>
    public OutcomeKind Worst => Failed > 0 ? OutcomeKind.Failed
        : TimedOut > 0 ? OutcomeKind.TimedOut
        : Rejected > 0 ? OutcomeKind.Rejected
        : Interrupted > 0 ? OutcomeKind.Interrupted
        : Cancelled > 0 ? OutcomeKind.Cancelled
        : OutcomeKind.Succeeded;
}
