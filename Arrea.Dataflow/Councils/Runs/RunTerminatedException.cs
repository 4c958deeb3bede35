namespace Arrea.Dataflow.Councils.Runs;

/// <summary>A run was terminated, so it has no result. Its completion ends cancelled by this.</summary>
public sealed class RunTerminatedException : OperationCanceledException
{
    /// <summary>Makes the exception.</summary>
    public RunTerminatedException()
        : this("The run was terminated.")
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened.</param>
    public RunTerminatedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">Why.</param>
    public RunTerminatedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
