namespace Arrea.Dataflow.Batches;

/// <summary>Why a batch was refused, or came to nothing.</summary>
public abstract record BatchRefusal
{
    private protected BatchRefusal()
    {
    }
}

/// <summary>There was no job in it.</summary>
public sealed record EmptyBatch : BatchRefusal;

/// <summary>There were more jobs in it than allowed.</summary>
/// <param name="Count">How many there were.</param>
/// <param name="Max">How many are allowed.</param>
public sealed record TooManyCommands(int Count, int Max) : BatchRefusal;

/// <summary>Not one of its jobs could be started.</summary>
/// <param name="Count">How many there were.</param>
public sealed record AllWorkersFailed(int Count) : BatchRefusal;
