namespace Arrea.Dataflow.Telemetry;

/// <summary>The names of the tags of spans and metrics.</summary>
internal static class Tags
{
    public const string Attempt = "arrea.attempt";
    public const string BatchCount = "arrea.batch.count";
    public const string BatchId = "arrea.batch.id";
    public const string BatchWorkers = "arrea.batch.workers";
    public const string BreakerName = "arrea.circuit_breaker.name";
    public const string BreakerState = "arrea.circuit_breaker.state";
    public const string CommandLine = "process.command_line";
    public const string ErrorType = "error.type";
    public const string ExitCode = "process.exit.code";
    public const string JobAttempts = "arrea.job.attempts";
    public const string JobIndex = "arrea.job.index";
    public const string JobKind = "arrea.job.kind";
    public const string JobOutcome = "arrea.job.outcome";
    public const string JobTag = "arrea.job.tag";
    public const string Outcome = "arrea.outcome";
    public const string Signal = "arrea.process.signal";
    public const string WorkerId = "arrea.worker.id";
}
