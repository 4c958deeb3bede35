using System.Diagnostics;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Telemetry;

/// <summary>What telemetry tells of one batch, and hands on to its jobs.</summary>
/// <param name="telemetry">The engine's telemetry.</param>
/// <param name="isSingle">Whether it carries the one job of an execution, which is told by events of its own.</param>
internal sealed class BatchTrace(EngineTelemetry telemetry, bool isSingle)
{
    private readonly Activity? _caller = telemetry.Caller;
    private Activity? _span;

    /// <summary>What was current where the batch was submitted; null when telemetry was off then, or is now.</summary>
    public Activity? Caller => telemetry.IsEnabled ? _caller : null;

    /// <summary>Whether somebody wants to hear of single jobs.</summary>
    public bool IsWatched => telemetry.WatchesJobs;

    public EngineTelemetry Telemetry => telemetry;

    /// <summary>The batch: 16 lowercase hex characters.</summary>
    public string BatchId { get; private set; } = "";

    /// <summary>The span above those of the jobs.</summary>
    public Activity? Parent => _span ?? Caller;

    /// <summary>The batch begins.</summary>
    public void Begin(string id, int? count, int workers)
    {
        BatchId = id;
        if (!telemetry.IsEnabled)
        {
            return;
        }

        _span = Spans.Begin(Spans.Batch, Caller, [new(Tags.BatchId, id), new(Tags.BatchCount, count), new(Tags.BatchWorkers, workers)], telemetry);
        if (!isSingle)
        {
            long? jobs = count;
            telemetry.Raise(
                TelemetryCatalogue.RunStart,
                Facts.Of(("count", jobs), ("workers", (long)workers)),
                ("count", jobs), ("workers", (long)workers), ("batch_id", id));
        }
    }

    /// <summary>Every job of the batch has its outcome.</summary>
    /// <param name="duration">How long it took.</param>
    /// <param name="outcome">The worst outcome of its jobs.</param>
    /// <param name="sourceError">What the source of its jobs threw; null when it did not.</param>
    public void End(TimeSpan duration, OutcomeKind outcome, Exception? sourceError)
    {
        if (sourceError is not null)
        {
            outcome = OutcomeKind.Failed;
        }

        Spans.End(_span, sourceError?.GetType().FullName ?? (outcome == OutcomeKind.Succeeded ? null : TagText.Of(outcome)), telemetry);
        if (!telemetry.IsEnabled)
        {
            return;
        }

        Instruments.Record(Instruments.BatchDuration, duration, TagText.Of(outcome), kind: null, telemetry);
        if (!isSingle)
        {
            telemetry.Raise(TelemetryCatalogue.RunStop, EngineTelemetry.Lasted(duration), ("batch_id", BatchId));
        }
    }

    /// <summary>Whether somebody wants to hear of retries.</summary>
    public bool WatchesRetries => telemetry.Wants(TelemetryCatalogue.CommunicationRetry);

    /// <summary>A job's retry is scheduled.</summary>
    public void Retry(string workerId, int attempt, TimeSpan delay, JobError reason) => telemetry.Raise(
        TelemetryCatalogue.CommunicationRetry,
        Facts.Of(("delay", delay)),
        ("worker_id", workerId), ("attempt", attempt), ("reason", reason.Code));
}
