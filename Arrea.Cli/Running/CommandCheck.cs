using Arrea.Dataflow.Validation;

namespace Arrea.Cli.Running;

/// <summary>Says which commands may not run.</summary>
/// <param name="validate">Whether all rules hold; else only text that is no command at all is refused.</param>
internal sealed class CommandCheck(bool validate)
{
    /// <summary>The verdict that keeps a command from running; null when it may run.</summary>
    public Verdict? Refusal(string command)
    {
        var verdict = CommandValidator.Validate(command);
        return verdict is Invalid || (validate && !verdict.IsAccepted) ? verdict : null;
    }
}
