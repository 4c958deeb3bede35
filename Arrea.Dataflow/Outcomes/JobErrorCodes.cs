namespace Arrea.Dataflow.Outcomes;

/// <summary>The values that <see cref="JobError.Code"/> takes.</summary>
public static class JobErrorCodes
{
    /// <summary>A command ended with an exit code other than 0.</summary>
    public const string ExitCode = "exit_code";

    /// <summary>A command was ended by a signal.</summary>
    public const string Signal = "signal";

    /// <summary>An attempt, a job or a batch ran longer than its limit.</summary>
    public const string Timeout = "timeout";

    /// <summary>A delegate threw.</summary>
    public const string Exception = "exception";

    /// <summary>A warning was promoted to an error by the policy.</summary>
    public const string Warning = "warning";

    /// <summary>The command or item was refused before it ran.</summary>
    public const string ValidationFailed = "validation_failed";

    /// <summary>A circuit breaker was open.</summary>
    public const string CircuitOpen = "circuit_open";

    /// <summary>A bulkhead had no room.</summary>
    public const string BulkheadFull = "bulkhead_full";

    /// <summary>A rate limit was reached.</summary>
    public const string RateLimited = "rate_limited";

    /// <summary>A command could not be started: unusable shell, missing directory, no process or descriptor left.</summary>
    public const string StartFailed = "start_failed";

    /// <summary>Somebody asked for the job to end.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>The batch or queue worker was interrupted, the engine was disposed or stopped, or the pipeline was disposed.</summary>
    public const string Shutdown = "shutdown";
}
