using System.Diagnostics;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Telemetry;

/// <summary>What telemetry tells of one attempt. It begins when this is made.</summary>
internal sealed class AttemptTrace
{
    private readonly JobTrace _job;
    private readonly int _number;
    private readonly long _start;

    /// <param name="job">Its job.</param>
    /// <param name="index">The job's place in its batch.</param>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="command">The command as it may be shown; null for a delegate.</param>
    public AttemptTrace(JobTrace job, int index, int number, string? command)
    {
        _job = job;
        _number = number;
        _start = job.Telemetry.Time.GetTimestamp();
        if (job.Telemetry.IsEnabled)
        {
            Span = Spans.Begin(
                Spans.Attempt,
                job.Parent,
                [new(Tags.WorkerId, job.WorkerId), new(Tags.JobIndex, index), new(Tags.Attempt, number), new(Tags.CommandLine, command)],
                job.Telemetry);
            job.Telemetry.Raise(TelemetryCatalogue.TaskStarted, Facts.None, ("worker_id", job.WorkerId), ("attempt", number));
        }
    }

    /// <summary>The span that is current inside the attempt; null when nobody wants it.</summary>
    public Activity? Span { get; }

    /// <summary>The attempt is over.</summary>
    public void End(OutcomeKind outcome, JobError? error, int? exitCode, int? signal)
    {
        var telemetry = _job.Telemetry;
        Span?.SetTag(Tags.Outcome, TagText.Of(outcome)).SetTag(Tags.ExitCode, exitCode).SetTag(Tags.Signal, signal);
        Spans.End(Span, error is null ? null : TagText.ErrorTypeOf(error), telemetry);
        if (!telemetry.IsEnabled)
        {
            return;
        }

        var duration = telemetry.Time.GetElapsedTime(_start);
        Instruments.Record(Instruments.AttemptDuration, duration, TagText.Of(outcome), _job.Kind, telemetry);
        if (error is null)
        {
            telemetry.Raise(TelemetryCatalogue.TaskCompleted, EngineTelemetry.Lasted(duration), ("worker_id", _job.WorkerId), ("attempt", _number));
        }
        else
        {
            telemetry.Raise(
                TelemetryCatalogue.TaskError,
                EngineTelemetry.Lasted(duration),
                ("worker_id", _job.WorkerId), ("attempt", _number), ("outcome", TagText.Of(outcome)), ("reason", error.Code));
        }
    }
}
