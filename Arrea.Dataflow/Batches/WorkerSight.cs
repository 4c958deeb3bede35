namespace Arrea.Dataflow.Batches;

/// <summary>What is to be seen of a living worker.</summary>
/// <param name="Index">The job it runs, by its place in the batch.</param>
/// <param name="Attempt">Attempts begun.</param>
/// <param name="IsWaiting">Whether it waits for a retry.</param>
/// <param name="Percent">How far the job says it is.</param>
internal readonly record struct WorkerSight(int Index, int Attempt, bool IsWaiting, double Percent);
