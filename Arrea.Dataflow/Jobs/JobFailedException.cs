namespace Arrea.Dataflow.Jobs;

/// <summary>Thrown by <c>EnsureSuccess</c> for a job that did not succeed, and by nothing else.</summary>
public sealed class JobFailedException : Exception
{
    /// <summary>Makes the exception.</summary>
    public JobFailedException()
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened.</param>
    public JobFailedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">Why.</param>
    public JobFailedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal JobFailedException(JobResult result)
        : base($"Job {result.Index}{(result.Tag is null ? "" : $" '{result.Tag}'")} ended {result.Outcome} after {result.Attempts} attempts: {result.Error?.Message}", result.Error?.Exception)
    {
        Result = result;
    }

    /// <summary>What became of the job.</summary>
    public JobResult? Result { get; }
}
