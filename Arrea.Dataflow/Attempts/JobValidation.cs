using Arrea.Dataflow.Commands.Starting;
using Arrea.Dataflow.Configuration;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Validation;

namespace Arrea.Dataflow.Attempts;

/// <summary>Judges the command of a job as the shell that will run it would read it, and the environment that the job gives it.</summary>
/// <param name="config">What it is judged by.</param>
internal sealed class JobValidation(ArreaConfig config)
{
    /// <summary>The verdict.</summary>
    /// <param name="job">The job.</param>
    /// <param name="shell">The shell that it will run in. Unless it is known to read like bash, the worse verdict of both grammars counts.</param>
    public Verdict Of(Job job, CommandShell shell)
    {
        var verdict = job switch
        {
            // Without a shell its text is read by nobody but us.
            { Arguments: not null } => CommandValidator.Validate(job.Command!, config.Validation),
            { Filled: { } filled } => filled.Validate(OptionsFor(shell)),
            _ => CommandValidator.Validate(job.Command!, OptionsFor(shell)),
        };
        return verdict is Dangerous or Invalid ? verdict : OfEnvironment(job) ?? verdict;
    }

    /// <summary>Whether a verdict keeps the job from running.</summary>
    public bool Stops(Verdict verdict) => config.Validation.Stops(verdict);

    private ValidationOptions OptionsFor(CommandShell shell) => shell.ReadsLikeBash ? config.Validation : config.PosixValidation;

    private static Injection? OfEnvironment(Job job)
    {
        foreach (var (name, value) in job.Environment ?? new Dictionary<string, string?>())
        {
            if (value is not null && SteeringVariables.SteersFromJob(name, value))
            {
                return new Injection(
                    "environment", 0..job.Command!.Length, $"The job sets {name}, by which the shell runs something beside this text, or goes elsewhere. Put it into the text, or leave validation out for this job.");
            }
        }

        return null;
    }
}
