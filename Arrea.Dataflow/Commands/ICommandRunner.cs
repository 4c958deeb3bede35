namespace Arrea.Dataflow.Commands;

/// <summary>Runs commands. The one door between Arrea and other programs.</summary>
public interface ICommandRunner
{
    /// <summary>Runs a command to its end.</summary>
    /// <param name="request">What to run.</param>
    /// <param name="cancellationToken">Ends the command's whole process group: TERM, the grace, KILL.</param>
    /// <returns>
    /// How it ended. Neither a failing command, nor one that cannot be started, nor cancellation throws; after
    /// cancellation the task ends when nothing is left of the command's process group.
    /// </returns>
    Task<CommandResult> RunAsync(CommandRequest request, CancellationToken cancellationToken = default);
}
