namespace Arrea.Dataflow.Councils.Runs;

/// <summary>A run of this id goes on already. Nothing was started.</summary>
public sealed class RunAlreadyStartedException : InvalidOperationException
{
    /// <summary>Makes the exception.</summary>
    public RunAlreadyStartedException()
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened.</param>
    public RunAlreadyStartedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes the exception.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="innerException">Why.</param>
    public RunAlreadyStartedException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal RunAlreadyStartedException(CouncilRun first)
        : base($"A run '{first.RunId}' goes on already.") => First = first;

    /// <summary>The run that goes on.</summary>
    public CouncilRun? First { get; }
}
