namespace Arrea.Dataflow.Messaging;

/// <summary>A request cannot be answered: there is no such worker, it cannot receive messages, or it ended without an answer.</summary>
public sealed class WorkerNotFoundException : Exception
{
    /// <summary>Makes the exception.</summary>
    public WorkerNotFoundException()
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened.</param>
    public WorkerNotFoundException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">Why.</param>
    public WorkerNotFoundException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal WorkerNotFoundException(string workerId, string what)
        : base($"Worker '{workerId}' {what}")
    {
        WorkerId = workerId;
    }

    /// <summary>The worker; null when it is not known.</summary>
    public string? WorkerId { get; }
}
