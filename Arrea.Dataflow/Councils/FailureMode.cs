namespace Arrea.Dataflow.Councils;

/// <summary>What a member that fails does to the run.</summary>
public enum FailureMode
{
    /// <summary>The others go on, and the result is partial.</summary>
    Continue,

    /// <summary>The run fails at once, and the others are called off.</summary>
    FailFast,
}
