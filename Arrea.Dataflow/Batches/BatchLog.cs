using Arrea.Dataflow.Outcomes;
using Microsoft.Extensions.Logging;

namespace Arrea.Dataflow.Batches;

/// <summary>What batches write to the log. The numbers are stable; commands, values and warnings, which may hold secrets, are not written.</summary>
internal static partial class BatchLog
{
    [LoggerMessage(1001, LogLevel.Information, "Worker {WorkerId} started")]
    public static partial void WorkerStarted(this ILogger logger, string workerId);

    [LoggerMessage(1002, LogLevel.Information, "Worker {WorkerId} ended {Outcome} after {Attempts} attempts and {Seconds:0.000} s")]
    public static partial void WorkerEnded(this ILogger logger, string workerId, OutcomeKind outcome, int attempts, double seconds);

    [LoggerMessage(1003, LogLevel.Warning, "Worker {WorkerId} warned")]
    public static partial void JobWarned(this ILogger logger, string workerId);

    [LoggerMessage(1004, LogLevel.Error, "The recorder of batch {BatchId} failed; the batch is stopped")]
    public static partial void RecorderFailed(this ILogger logger, Exception error, string batchId);

    [LoggerMessage(1005, LogLevel.Error, "An observer of the events threw and was detached")]
    public static partial void ObserverFailed(this ILogger logger, Exception error);
}
