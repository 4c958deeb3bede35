using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Cli.Results;

/// <summary>How a job ended: the two events that may say so, in one shape.</summary>
internal sealed record JobEnd
{
    public required int Index { get; init; }

    /// <summary>The number of the job, from 1.</summary>
    public required int Seq { get; init; }

    public required Job Job { get; init; }

    public required DateTimeOffset At { get; init; }

    public required OutcomeKind Outcome { get; init; }

    public required int Attempts { get; init; }

    public required TimeSpan Duration { get; init; }

    public int? ExitCode { get; init; }

    public int? Signal { get; init; }

    public JobError? Error { get; init; }

    /// <summary>When the first attempt began, for a job that started.</summary>
    public DateTimeOffset StartedAt => At - Duration;

    /// <summary>Whether the job came to an end of its own, good or bad, rather than being refused or called off.</summary>
    public bool HasFinished => Attempts > 0 && Outcome is (OutcomeKind.Succeeded or OutcomeKind.Failed or OutcomeKind.TimedOut);

    /// <summary>Whether the job itself went wrong, rather than being called off with others.</summary>
    public bool IsFailure => Outcome is OutcomeKind.Failed or OutcomeKind.TimedOut or OutcomeKind.Rejected;

    /// <summary>Whether its command said how it ended, rather than being ended or never started.</summary>
    public bool EndedByItself => Outcome is OutcomeKind.Succeeded || (Outcome is OutcomeKind.Failed && Error?.Code is JobErrorCodes.ExitCode or JobErrorCodes.Signal);

    /// <summary>The exit code of a run that has only this job.</summary>
    public int RunExitCode => Outcome switch
    {
        OutcomeKind.Succeeded => ExitCodes.Success,
        OutcomeKind.TimedOut => ExitCodes.TimedOut,
        OutcomeKind.Failed when ExitCode is { } code => code,
        OutcomeKind.Failed when Signal is { } signal => ExitCodes.SignalBase + signal,
        OutcomeKind.Failed => ExitCodes.NotExecutable,
        _ => ExitCodes.JobsFailed,
    };

    public static JobEnd Of(Finished finished, Job job, int seq) => new()
    {
        Index = finished.Index,
        Seq = seq,
        Job = job,
        At = Dated(finished.At),
        Outcome = OutcomeKind.Succeeded,
        Attempts = finished.Attempt,
        Duration = finished.Duration,
        ExitCode = finished.ExitCode,
    };

    public static JobEnd Of(Error error, Job job, int seq) => new()
    {
        Index = error.Index,
        Seq = seq,
        Job = job,
        At = Dated(error.At),
        Outcome = error.Outcome,
        Attempts = error.Attempt,
        Duration = error.Duration,
        ExitCode = error.ExitCode,
        Signal = error.Signal,
        Error = error.Reason,
    };

    // An event that nobody listens to beside the recorder has no date.
    private static DateTimeOffset Dated(DateTimeOffset at) => at == default ? DateTimeOffset.UtcNow : at;

    /// <summary>The place and the outcome. Never the command, which may hold secrets.</summary>
    public override string ToString() => $"[{Index}] {Outcome}";
}
