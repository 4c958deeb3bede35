using Arrea.Dataflow.Commands.Starting;
using Arrea.Dataflow.Configuration;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Validation;

namespace Arrea.Dataflow.Attempts;

/// <summary>Judges the command of a job as the shell that will run it would read it, and the environment that the job gives it.</summary>
/// <param name="config">What it is judged by.</param>
internal sealed class JobValidation(ArreaConfig config)
{
    // Shells that are judged by the grammar of POSIX beside that of bash. To others, such as zsh, bash comes nearest.
    private static readonly string[] PosixShells = ["sh", "dash", "ash", "busybox", "posh", "yash"];

    /// <summary>The verdict.</summary>
    public Verdict Of(Job job)
    {
        var options = config.Validation;
        var verdict = CommandValidator.Validate(job.Command!, options);
        if (verdict is Dangerous or Invalid)
        {
            return verdict;
        }

        return OfEnvironment(job) ?? (verdict.IsAccepted ? OfPosixShell(job) ?? verdict : verdict);
    }

    /// <summary>Whether a verdict keeps the job from running.</summary>
    public bool Stops(Verdict verdict) => config.Validation.Stops(verdict);

    private static Injection? OfEnvironment(Job job)
    {
        foreach (var (name, value) in job.Environment ?? new Dictionary<string, string?>())
        {
            if (value is not null && SteeringVariables.SteersFromJob(name, value))
            {
                return new Injection(
                    "environment", 0..job.Command!.Length, $"The job sets {name}, by which the shell runs something beside this text. Put it into the text, or leave validation out for this job.");
            }
        }

        return null;
    }

    private Verdict? OfPosixShell(Job job)
    {
        var searchPath = job.Environment?.GetValueOrDefault("PATH");
        var shell = ShellKind.NameOf(job.Shell ?? config.Current.Shell, searchPath);
        if (!PosixShells.Contains(shell))
        {
            return null;
        }

        var verdict = CommandValidator.Validate(job.Command!, config.PosixValidation);
        return verdict switch
        {
            Accepted => null,
            Injection { Rule: "unparsable" } injection => injection with
            {
                Why = $"bash would understand it, and {shell}, which is to run it, does not. Write it without what only bash has, or ask for bash as the shell. {injection.Why}",
            },
            _ => verdict,
        };
    }
}
