namespace Arrea.Dataflow.Telemetry;

/// <summary>The telemetry events of an engine. The reference page is made from it.</summary>
public static class TelemetryCatalogue
{
    private const string JobSpan = "span `arrea.job`";
    private const string AttemptSpan = "span `arrea.attempt`";
    private const string NoOther = "—";
    private static readonly List<TelemetryEventInfo> Entries = [];

    internal static readonly TelemetryEventInfo WorkerStarted = Add(
        "arrea.worker.started", "A worker begins the first attempt of its job.", [], ["worker_id", "batch_id", "index", "tag"], $"event `WorkerStarted`, {JobSpan}, metric `arrea.jobs.started`, log 1001");

    internal static readonly TelemetryEventInfo WorkerCompleted = Add(
        "arrea.worker.completed", "A worker's job succeeded.", ["duration"], ["worker_id", "batch_id", "index", "tag", "attempts"], $"event `Finished`, {JobSpan}, metrics `arrea.jobs.completed` and `arrea.job.duration`, log 1002");

    internal static readonly TelemetryEventInfo WorkerError = Add(
        "arrea.worker.error", "A worker's job ended otherwise; also one that never started.", ["duration"], ["worker_id", "batch_id", "index", "tag", "attempts", "outcome", "reason"], $"event `Error`, {JobSpan}, metrics `arrea.jobs.completed` and `arrea.job.duration`, log 1002");

    internal static readonly TelemetryEventInfo WorkerMessage = Add(
        "arrea.worker.message", "A worker takes up a message: the same moment as `arrea.communication.message_received`.", [], ["worker_id"], "event `MessageReceived`");

    internal static readonly TelemetryEventInfo TaskStarted = Add(
        "arrea.task.started", "An attempt of a job begins.", [], ["worker_id", "attempt"], AttemptSpan);

    internal static readonly TelemetryEventInfo TaskCompleted = Add(
        "arrea.task.completed", "An attempt succeeded.", ["duration"], ["worker_id", "attempt"], $"{AttemptSpan}, metric `arrea.attempt.duration`");

    internal static readonly TelemetryEventInfo TaskError = Add(
        "arrea.task.error", "An attempt ended otherwise, whether another follows or not.", ["duration"], ["worker_id", "attempt", "outcome", "reason"], $"{AttemptSpan}, metric `arrea.attempt.duration`");

    internal static readonly TelemetryEventInfo ExecuteStart = Add(
        "arrea.engine.execute.start", "`ExecuteAsync` takes a job.", [], ["command", "tag"], "span `arrea.batch`");

    internal static readonly TelemetryEventInfo ExecuteStop = Add(
        "arrea.engine.execute.stop", "The job of `ExecuteAsync` came to its own end: it succeeded, or its command gave an exit code other than 0.", ["duration"], ["command", "tag", "success"], "span `arrea.batch`");

    internal static readonly TelemetryEventInfo ExecuteError = Add(
        "arrea.engine.execute.error", "The job of `ExecuteAsync` ended in any other way.", ["duration"], ["command", "tag", "reason"], "span `arrea.batch`");

    internal static readonly TelemetryEventInfo RunStart = Add(
        "arrea.engine.run.start", "`Run` or `RunAsync` begins a batch, or `Workers.Start` the tasks of a worker. Count and workers stand in both places; the count is null while nobody knows it.", ["count", "workers"], ["count", "workers", "batch_id"], "event `BatchStarted`, span `arrea.batch`");

    internal static readonly TelemetryEventInfo RunStop = Add(
        "arrea.engine.run.stop", "Every job of the batch has its outcome.", ["duration"], ["batch_id"], "event `BatchCompleted`, span `arrea.batch`, metric `arrea.batch.duration`");

    internal static readonly TelemetryEventInfo BreakerOpen = Add(
        "arrea.circuit_breaker.open", "A circuit breaker is open from now on.", [], ["breaker_id"], "event `BreakerOpened`, metric `arrea.circuit_breaker.transitions`");

    internal static readonly TelemetryEventInfo BreakerClosed = Add(
        "arrea.circuit_breaker.closed", "A circuit breaker is closed again.", [], ["breaker_id"], "event `BreakerClosed`, metric `arrea.circuit_breaker.transitions`");

    internal static readonly TelemetryEventInfo BreakerTrip = Add(
        "arrea.circuit_breaker.trip", "A circuit breaker opens, just before `open`. The count is 0 when it was tripped by hand.", [], ["breaker_id", "failure_count"], "event `BreakerOpened`, metric `arrea.circuit_breaker.transitions`");

    internal static readonly TelemetryEventInfo MessageSent = Add(
        "arrea.communication.message_sent", "A message to a worker is on its way.", [], ["worker_id", "target_id"], "event `MessageSent`");

    internal static readonly TelemetryEventInfo MessageReceived = Add(
        "arrea.communication.message_received", "A worker's job took a message out of its mailbox.", [], ["worker_id"], "event `MessageReceived`");

    internal static readonly TelemetryEventInfo CommunicationError = Add(
        "arrea.communication.error", "A message could not be delivered.", [], ["worker_id", "target_id", "reason"], "event `MessageInvalid` or `MessageTargetNotFound`");

    internal static readonly TelemetryEventInfo CommunicationRetry = Add(
        "arrea.communication.retry", "A job's retry is scheduled.", ["delay"], ["worker_id", "attempt", "reason"], "event `RetryScheduled`, metric `arrea.jobs.retried`");

    internal static readonly TelemetryEventInfo UiRender = Add(
        "arrea.ui.render", "A program draws. Programs raise it, through `Emit`.", [], [], NoOther);

    internal static readonly TelemetryEventInfo UiKeypress = Add(
        "arrea.ui.keypress", "A program got a key. Programs raise it, through `Emit`.", [], [], NoOther);

    internal static readonly TelemetryEventInfo UiFocusChange = Add(
        "arrea.ui.focus_change", "The focus of a program changed. Programs raise it, through `Emit`.", [], [], NoOther);

    internal static readonly TelemetryEventInfo ValidationPassed = Add(
        "arrea.validation.passed", "A command was looked at and may run.", [], ["command", "tag"], NoOther);

    internal static readonly TelemetryEventInfo ValidationFailed = Add(
        "arrea.validation.failed", "A command was looked at and something speaks against it. It is refused, unless `warning` is true: then the profile lets it run.", [], ["command", "tag", "reason", "warning"], "event `Error` with `validation_failed`");

    internal static readonly TelemetryEventInfo ExecutionStarted = Add(
        "arrea.execution.started", "The process of a job's command runs; one attempt each. An interactive process is none.", [], ["command", "tag", "process_id"], AttemptSpan);

    internal static readonly TelemetryEventInfo ExecutionCompleted = Add(
        "arrea.execution.completed", "A command ended with exit code 0.", ["duration"], ["command", "tag", "exit_code"], AttemptSpan);

    internal static readonly TelemetryEventInfo ExecutionFailed = Add(
        "arrea.execution.failed", "A command ended otherwise, or could not be started.", ["duration"], ["command", "tag", "exit_code", "signal", "reason"], AttemptSpan);

    internal static readonly TelemetryEventInfo SystemStarted = Add(
        "arrea.system.started", "An engine was made. Only `ArreaEngineOptions.OnTelemetry` is there early enough to see it.", [], ["max_workers"], NoOther);

    internal static readonly TelemetryEventInfo SystemStopped = Add(
        "arrea.system.stopped", "An engine was disposed, and nothing of it runs any more. Its last event.", ["duration"], [], NoOther);

    internal static readonly TelemetryEventInfo Measured = Add(
        "arrea.measure", "A function that `Measure` or `MeasureAsync` ran is done. The caller's metadata come along.", ["duration"], ["success", "reason"], NoOther);

    /// <summary>Every event that the engine raises, and those that it keeps names for. In the order of the reference page.</summary>
    public static IReadOnlyList<TelemetryEventInfo> All { get; } = Entries.AsReadOnly();

    /// <summary>The events that tell of jobs; making them is what a job's path may have to do.</summary>
    internal static ulong OfJobs { get; } = BitsOf(WorkerStarted, WorkerCompleted, WorkerError, TaskStarted, TaskCompleted, TaskError, CommunicationRetry);

    private static ulong BitsOf(params ReadOnlySpan<TelemetryEventInfo> entries)
    {
        var bits = 0UL;
        foreach (var entry in entries)
        {
            bits |= entry.Bit;
        }

        return bits;
    }

    private static TelemetryEventInfo Add(string name, string when, string[] measurements, string[] metadata, string counterpart)
    {
        var entry = new TelemetryEventInfo(name, when, measurements, metadata, counterpart) { Bit = 1UL << Entries.Count };
        Entries.Add(entry);
        return entry;
    }
}
