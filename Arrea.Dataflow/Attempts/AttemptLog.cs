using Microsoft.Extensions.Logging;

namespace Arrea.Dataflow.Attempts;

/// <summary>What is written to the log about attempts. The numbers are stable.</summary>
internal static partial class AttemptLog
{
    [LoggerMessage(1201, LogLevel.Warning, "A command runs although validation speaks against it: {Kind}, rule {Rule}, tag {Tag}")]
    public static partial void RunsUnderWarning(this ILogger logger, string kind, string rule, string? tag);
}
