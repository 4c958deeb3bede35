using Microsoft.Extensions.Logging;

namespace Arrea.Dataflow.Telemetry;

/// <summary>What telemetry writes to the log. The numbers are stable.</summary>
internal static partial class TelemetryLog
{
    [LoggerMessage(1801, LogLevel.Debug, "Telemetry {Event} measurements: {Measurements} metadata: {Metadata}")]
    public static partial void Happened(this ILogger logger, string @event, string measurements, string metadata);

    [LoggerMessage(1802, LogLevel.Error, "A handler of the telemetry events {Name} threw and was detached")]
    public static partial void HandlerFailed(this ILogger logger, Exception error, string name);

    [LoggerMessage(1803, LogLevel.Warning, "A listener of spans or metrics threw")]
    public static partial void ListenerFailed(this ILogger logger, Exception error);
}
