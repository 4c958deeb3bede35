using System.Diagnostics;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Telemetry;

/// <summary>What telemetry tells of one job. Made only when somebody wants to hear it.</summary>
/// <param name="batch">Its batch.</param>
/// <param name="workerId">Its worker.</param>
/// <param name="index">Its place in the batch.</param>
/// <param name="tag">Its tag.</param>
/// <param name="command">Its text; null for a delegate.</param>
internal sealed class JobTrace(BatchTrace batch, string workerId, int index, string? tag, string? command)
{
    private Activity? _span;

    public string WorkerId => workerId;

    public string Kind => command is null ? TagText.Delegate : TagText.Command;

    public EngineTelemetry Telemetry => batch.Telemetry;

    /// <summary>The span above those of the attempts.</summary>
    public Activity? Parent => _span ?? batch.Parent;

    /// <summary>The first attempt is about to begin.</summary>
    public void Begin()
    {
        BeginSpan();
        Telemetry.Raise(TelemetryCatalogue.WorkerStarted, Facts.None, ("worker_id", WorkerId), ("batch_id", batch.BatchId), ("index", index), ("tag", tag));
    }

    /// <summary>An attempt begins.</summary>
    /// <param name="number">Its number, from 1.</param>
    public AttemptTrace BeginAttempt(int number) => new(this, index, number, Telemetry.Shown(command));

    /// <summary>The job has its outcome.</summary>
    public void End(OutcomeKind outcome, JobError? error, int attempts, TimeSpan duration, int? exitCode, int? signal)
    {
        if (attempts == 0)
        {
            // It never began; its span tells that it is over.
            BeginSpan();
        }

        _span?.SetTag(Tags.JobOutcome, TagText.Of(outcome)).SetTag(Tags.JobAttempts, attempts).SetTag(Tags.ExitCode, exitCode).SetTag(Tags.Signal, signal);
        Spans.End(_span, error is null ? null : TagText.ErrorTypeOf(error), Telemetry);
        if (!Telemetry.IsEnabled)
        {
            return;
        }

        if (attempts > 0)
        {
            Instruments.Record(Instruments.JobDuration, duration, TagText.Of(outcome), Kind, Telemetry);
        }

        RaiseEnd(outcome, error, attempts, duration);
    }

    private void RaiseEnd(OutcomeKind outcome, JobError? error, int attempts, TimeSpan duration)
    {
        if (error is null)
        {
            if (Telemetry.Wants(TelemetryCatalogue.WorkerCompleted))
            {
                Telemetry.Raise(
                    TelemetryCatalogue.WorkerCompleted,
                    EngineTelemetry.Lasted(duration),
                    ("worker_id", WorkerId), ("batch_id", batch.BatchId), ("index", index), ("tag", tag), ("attempts", attempts));
            }
        }
        else if (Telemetry.Wants(TelemetryCatalogue.WorkerError))
        {
            Telemetry.Raise(
                TelemetryCatalogue.WorkerError,
                EngineTelemetry.Lasted(duration),
                ("worker_id", WorkerId), ("batch_id", batch.BatchId), ("index", index), ("tag", tag), ("attempts", attempts), ("outcome", TagText.Of(outcome)), ("reason", error.Code));
        }
    }

    private void BeginSpan()
        => _span = Telemetry.IsEnabled
            ? Spans.Begin(
                Spans.Job,
                batch.Parent,
                [new(Tags.BatchId, batch.BatchId), new(Tags.WorkerId, WorkerId), new(Tags.JobIndex, index), new(Tags.JobTag, tag), new(Tags.JobKind, Kind)],
                Telemetry)
            : null;
}
