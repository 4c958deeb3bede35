namespace Arrea.Dataflow.Batches;

/// <summary>Jobs by outcome, started or not. Each job is counted once.</summary>
internal readonly record struct OutcomeCounts(long Succeeded, long Failed, long TimedOut, long Rejected, long Cancelled, long Interrupted);
