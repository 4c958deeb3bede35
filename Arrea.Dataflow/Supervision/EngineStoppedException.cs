namespace Arrea.Dataflow.Supervision;

/// <summary>The engine takes in no work any more, because a part of it kept failing. Make a new engine.</summary>
public sealed class EngineStoppedException : InvalidOperationException
{
    /// <summary>Makes one without a failure.</summary>
    public EngineStoppedException()
        : this("The engine has stopped.")
    {
    }

    /// <summary>Makes one without a failure.</summary>
    /// <param name="message">What to say.</param>
    public EngineStoppedException(string message)
        : base(message)
    {
    }

    /// <summary>Makes one without a failure.</summary>
    /// <param name="message">What to say.</param>
    /// <param name="innerException">What caused it.</param>
    public EngineStoppedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal EngineStoppedException(EngineFailure failure)
        : base($"{failure.Message} See to the cause, and make a new engine.", failure.Error)
        => Failure = failure;

    /// <summary>Which part it was, and what it threw last; null only for an exception that no engine made.</summary>
    public EngineFailure? Failure { get; }
}
