using Arrea.Cli.Arguments;
using Arrea.Dataflow;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Validation;

namespace Arrea.Cli.Running;

/// <summary>Says which jobs may not run, as the engine does.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="engine">The engine that would run them.</param>
internal sealed class JobCheck(RunOptions options, ArreaEngine engine)
{
    /// <summary>What validation says of a job.</summary>
    public Verdict VerdictOf(Job job) => engine.Validate(job);

    /// <summary>The verdict that keeps a job from running; null when it may run.</summary>
    public Verdict? Refusal(Job job)
    {
        if (!options.Validate)
        {
            return CommandValidator.FormProblemOf(job.Command!) is { } reason ? new Invalid(reason) : null;
        }

        var verdict = VerdictOf(job);
        return Stops(verdict) ? verdict : null;
    }

    /// <summary>Whether a verdict keeps a job from running: without validation, only text that is no command at all is refused.</summary>
    public bool Stops(Verdict verdict) => verdict is Invalid || (options.Validate && options.Validation.Stops(verdict));

    /// <summary>The verdict that speaks against a job that runs all the same; null when there is none, or nobody asked for it.</summary>
    public Verdict? Warning(Job job)
        => options is { Validate: true, Validation.Profile: ValidationProfile.Warn } && VerdictOf(job) is { IsAccepted: false } verdict ? verdict : null;
}
