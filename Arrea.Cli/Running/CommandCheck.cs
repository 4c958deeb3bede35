using Arrea.Cli.Arguments;
using Arrea.Dataflow;
using Arrea.Dataflow.Validation;

namespace Arrea.Cli.Running;

/// <summary>Says which commands may not run, as the engine does.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="engine">The engine that would run them.</param>
/// <param name="jobs">Makes jobs of commands.</param>
internal sealed class CommandCheck(RunOptions options, ArreaEngine engine, JobFactory jobs)
{
    /// <summary>What validation says of a command.</summary>
    public Verdict VerdictOf(string command) => engine.Validate(jobs.Make(command));

    /// <summary>The verdict that keeps a command from running; null when it may run.</summary>
    public Verdict? Refusal(string command)
    {
        if (!options.Validate)
        {
            return CommandValidator.FormProblemOf(command) is { } reason ? new Invalid(reason) : null;
        }

        var verdict = VerdictOf(command);
        return Stops(verdict) ? verdict : null;
    }

    /// <summary>Whether a verdict keeps a command from running: without validation, only text that is no command at all is refused.</summary>
    public bool Stops(Verdict verdict) => verdict is Invalid || (options.Validate && options.Validation.Stops(verdict));

    /// <summary>The verdict that speaks against a command that runs all the same; null when there is none, or nobody asked for it.</summary>
    public Verdict? Warning(string command)
        => options is { Validate: true, Validation.Profile: ValidationProfile.Warn } && VerdictOf(command) is { IsAccepted: false } verdict ? verdict : null;
}
