using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Protection;

namespace Arrea.Dataflow.Telemetry;

/// <summary>Values as tags and metadata write them: small letters, words joined by underscores.</summary>
internal static class TagText
{
    public const string Command = "command";
    public const string Delegate = "delegate";

    public static string Of(OutcomeKind outcome) => outcome switch
    {
        OutcomeKind.Succeeded => "succeeded",
        OutcomeKind.Failed => "failed",
        OutcomeKind.TimedOut => "timed_out",
        OutcomeKind.Rejected => "rejected",
        OutcomeKind.Cancelled => "cancelled",
        _ => "interrupted",
    };

    public static string Of(CircuitState state) => state switch
    {
        CircuitState.Open => "open",
        CircuitState.HalfOpen => "half_open",
        _ => "closed",
    };

    /// <summary>What kind of error it is: the type of the exception where a delegate threw one, else the code. Never the message.</summary>
    public static string ErrorTypeOf(JobError error)
        => error is { Code: JobErrorCodes.Exception, Exception: { } exception } ? exception.GetType().FullName ?? error.Code : error.Code;
}
