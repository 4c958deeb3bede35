namespace Arrea.Dataflow.Batches;

/// <summary>What is to be seen of a living worker.</summary>
/// <param name="Index">The job it runs, by its place in the batch.</param>
/// <param name="Attempt">Attempts begun.</param>
/// <param name="Phase">Where the job is.</param>
/// <param name="Percent">How far the job says it is.</param>
internal readonly record struct WorkerSight(int Index, int Attempt, WorkerPhase Phase, double Percent);

/// <summary>Where the job of a living worker is.</summary>
internal enum WorkerPhase
{
    /// <summary>A lane has it, and no attempt runs: it is about to begin, or waits for its protection.</summary>
    Held,

    /// <summary>An attempt runs.</summary>
    Running,

    /// <summary>It waits for a retry.</summary>
    WaitingForRetry,
}
