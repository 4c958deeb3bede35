using Arrea.Dataflow.Jobs;

namespace Arrea.Cli.Results;

/// <summary>A run that begins.</summary>
/// <param name="Id">The run: 16 lowercase hex characters.</param>
/// <param name="Total">How many jobs there are; null when they come through a pipe.</param>
/// <param name="Parallel">The most jobs at once.</param>
internal sealed record RunStart(string Id, int? Total, int Parallel);

/// <summary>A run that has ended.</summary>
/// <param name="Tally">What became of the jobs.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="ExitCode">The exit code of arrea.</param>
/// <param name="Reason">Where the exit code comes from.</param>
/// <param name="FirstFailure">The first job that went wrong by itself; null when none did.</param>
/// <param name="FirstFailureSeq">Its number, from 1.</param>
internal sealed record RunEnd(Tally Tally, TimeSpan Duration, int ExitCode, EndReason Reason, JobResult? FirstFailure, int FirstFailureSeq)
{
    /// <summary>What did not run because the deadline of the run had passed.</summary>
    public LeftOut LeftOut { get; init; }

    /// <summary>The reason as it is written to files.</summary>
    public string ReasonName => Reason switch
    {
        EndReason.Succeeded => "succeeded",
        EndReason.Failed => "failed",
        EndReason.Halted => "halted",
        EndReason.Rejected => "rejected",
        EndReason.Interrupted => "interrupted",
        _ => "error",
    };
}

/// <summary>What did not run because the deadline of a run had passed.</summary>
internal enum LeftOut
{
    /// <summary>Every job had begun.</summary>
    Nothing,

    /// <summary>Jobs that had not begun, or waited for a retry.</summary>
    Jobs,

    /// <summary>What was left of a pipe: nobody knows how many jobs.</summary>
    Input,
}

/// <summary>Why a run ended with its exit code.</summary>
internal enum EndReason
{
    /// <summary>Every job succeeded.</summary>
    Succeeded,

    /// <summary>At least one job did not succeed: the exit code is a job's own, or says so.</summary>
    Failed,

    /// <summary>It ended early, as asked for: the exit code is that of the job that decided it, or 0.</summary>
    Halted,

    /// <summary>Validation refused a command.</summary>
    Rejected,

    /// <summary>A signal ended the run.</summary>
    Interrupted,

    /// <summary>arrea itself failed.</summary>
    Error,
}
