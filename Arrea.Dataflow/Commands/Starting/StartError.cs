namespace Arrea.Dataflow.Commands.Starting;

/// <summary>Why a command could not be started.</summary>
/// <param name="Message">What was unusable, by name.</param>
/// <param name="ExitCode">What a shell would end with.</param>
internal sealed record StartError(string Message, int ExitCode = StartError.NotUsable)
{
    public const int NotUsable = 126;
    public const int NotFound = 127;

    public CommandResult ToResult() => new() { StartError = Message, ExitCode = ExitCode };
}
