namespace Arrea.Dataflow.Batches;

/// <summary>A batch was refused before anything of it started.</summary>
public sealed class BatchRefusedException : Exception
{
    /// <summary>Makes the exception.</summary>
    public BatchRefusedException()
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened.</param>
    public BatchRefusedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">Why.</param>
    public BatchRefusedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal BatchRefusedException(BatchRefusal reason)
        : base(Describe(reason)) => Reason = reason;

    /// <summary>Why.</summary>
    public BatchRefusal? Reason { get; }

    private static string Describe(BatchRefusal reason) => reason switch
    {
        EmptyBatch => "The batch has no jobs. Give it at least one.",
        TooManyCommands(var count, var max) => $"The batch has {count} jobs, but at most {max} are allowed. Split it, raise BatchOptions.MaxCommands or the engine's MaxCommandsPerBatch, or give the jobs as an IAsyncEnumerable, which is read lazily and not limited.",
        _ => reason.ToString(),
    };
}
