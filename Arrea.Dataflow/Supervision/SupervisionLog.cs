using Microsoft.Extensions.Logging;

namespace Arrea.Dataflow.Supervision;

/// <summary>What the supervision writes to the log. The numbers are stable.</summary>
internal static partial class SupervisionLog
{
    [LoggerMessage(1401, LogLevel.Error, "Part {Part} failed")]
    public static partial void PartFailed(this ILogger logger, Exception error, string part);

    [LoggerMessage(1402, LogLevel.Warning, "Part {Part} was restarted, {Restarts} times so far")]
    public static partial void PartWasRestarted(this ILogger logger, string part, int restarts);

    [LoggerMessage(1403, LogLevel.Warning, "Part {Part} did not end in time and was left behind")]
    public static partial void PartLeftBehind(this ILogger logger, string part);

    [LoggerMessage(1404, LogLevel.Critical, "Part {Part} failed more often than allowed; the engine stops")]
    public static partial void EngineStops(this ILogger logger, Exception error, string part);

    [LoggerMessage(1405, LogLevel.Error, "The clock failed while a part was waited for")]
    public static partial void ClockFailed(this ILogger logger, Exception error);

    [LoggerMessage(1406, LogLevel.Error, "An event about a part could not be published")]
    public static partial void EventNotTold(this ILogger logger, Exception error);
}
