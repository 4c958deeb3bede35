using Microsoft.Extensions.Logging;

namespace Arrea.Dataflow;

/// <summary>What the engine's part in a host writes to the log. The numbers are stable.</summary>
internal static partial class HostLog
{
    [LoggerMessage(1101, LogLevel.Information, "The configuration was read again")]
    public static partial void ConfigurationReloaded(this ILogger logger);

    [LoggerMessage(1102, LogLevel.Error, "The configuration was read again and is wrong; the values before stay. {Problems}")]
    public static partial void ConfigurationRefused(this ILogger logger, Exception error, string problems);

    [LoggerMessage(1103, LogLevel.Warning, "The host gives no more time; what runs is killed")]
    public static partial void StopCutShort(this ILogger logger);
}
