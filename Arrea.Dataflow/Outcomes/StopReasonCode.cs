namespace Arrea.Dataflow.Outcomes;

/// <summary>The error code of what was told to end.</summary>
internal static class StopReasonCode
{
    /// <summary>The code; null for what was not told to end.</summary>
    public static string? Code(this StopReason reason) => reason switch
    {
        StopReason.None => null,
        StopReason.AttemptTimeout or StopReason.JobDeadline or StopReason.BatchDeadline => JobErrorCodes.Timeout,
        StopReason.Interrupted => JobErrorCodes.Shutdown,
        _ => JobErrorCodes.Cancelled,
    };
}
