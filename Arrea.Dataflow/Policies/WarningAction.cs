namespace Arrea.Dataflow.Policies;

/// <summary>What to do about a warning: what a job reports as one, or text on the standard error of a command that exits with 0.</summary>
public enum WarningAction
{
    /// <summary>Write it to the log and tell the subscribers.</summary>
    Log,

    /// <summary>Tell the subscribers.</summary>
    Notify,

    /// <summary>Nothing.</summary>
    Continue,

    /// <summary>Treat it as an error of the attempt, with the code <c>warning</c>.</summary>
    PromoteToError,
}
