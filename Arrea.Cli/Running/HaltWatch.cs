using Arrea.Cli.Arguments;
using Arrea.Cli.Results;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Cli.Running;

/// <summary>Counts the jobs that end, and halts the run when there are enough.</summary>
/// <param name="spec">How many, of which.</param>
/// <param name="total">How many jobs there are; null as long as nobody knows.</param>
/// <param name="halt">Halts the run.</param>
internal sealed class HaltWatch(HaltSpec spec, Func<int?> total, Func<bool, ValueTask> halt)
{
    private int _count;
    private JobEnd? _decisive;

    /// <summary>The job that halted the run; null when none did.</summary>
    public JobEnd? Decisive => Volatile.Read(ref _decisive);

    /// <summary>A job has ended. Nothing more starts by the time this is done, if that was enough.</summary>
    /// <returns>Whether this job halted the run.</returns>
    public async ValueTask<bool> EndedAsync(JobEnd end)
    {
        if (!Counts(end)
            || !spec.IsReached(Interlocked.Increment(ref _count), total())
            || Interlocked.CompareExchange(ref _decisive, end, null) is not null)
        {
            return false;
        }

        await halt(spec.Now).ConfigureAwait(false);
        return true;
    }

    /// <summary>The exit code of a run that was halted.</summary>
    /// <param name="decisive">The job that halted it.</param>
    /// <param name="passesCodesOn">Whether that job's own code is passed on.</param>
    public int ExitCode(JobEnd decisive, bool passesCodesOn) => spec.Why != HaltReason.Fail ? ExitCodes.Success
        : passesCodesOn ? decisive.RunExitCode
        : ExitCodes.JobsFailed;

    public override string ToString() => spec.ToString();

    private bool Counts(JobEnd end) => spec.Why switch
    {
        HaltReason.Fail => end.IsFailure,
        HaltReason.Success => end.Outcome == OutcomeKind.Succeeded,
        _ => end.IsFailure || end.Outcome == OutcomeKind.Succeeded,
    };
}
