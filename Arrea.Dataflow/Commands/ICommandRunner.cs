namespace Arrea.Dataflow.Commands;

/// <summary>Runs commands. The one door between Arrea and other programs.</summary>
/// <remarks>
/// A runner of your own can run what has neither <see cref="CommandRequest.StandardInput"/> nor targets: only the runners of this
/// library can open those. Disposing of a runner gives back what it holds itself; commands that still run go on.
/// </remarks>
public interface ICommandRunner : IAsyncDisposable
{
    /// <summary>Runs a command to its end.</summary>
    /// <param name="request">What to run.</param>
    /// <param name="cancellationToken">
    /// Ends the command with everything that it started: its kill signal, the grace, KILL. If it is cancelled already, nothing is started, and
    /// the result has no exit code, no signal and no start error. It must not be used any more once the run is over: an engine gives it to the next one.
    /// </param>
    /// <returns>
    /// How it ended. Neither a failing command, nor one that cannot be started, nor cancellation throws; after
    /// cancellation the task ends when nothing is left of the command.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException"><paramref name="request"/> contradicts itself.</exception>
    /// <remarks>
    /// <list type="table">
    /// <listheader><term>When</term><description>Then</description></listheader>
    /// <item><term>The command ends by itself</term><description>What it left in its pipes is read, and the run is over. Processes in the background live on.</description></item>
    /// <item><term>One of those still holds an output</term><description><see cref="CommandResult.OutputHeld"/> is set, and what it writes later is lost: it writes into a pipe that nobody reads.</description></item>
    /// <item><term>The token is cancelled</term><description>The kill signal to all its processes; after the grace, KILL; the result tells how the command itself ended.</description></item>
    /// <item><term>One of them outlives KILL by 5 s</term><description>The run is over: the kernel does not let go of it, or it took other rights than ours. If it is the command itself, there is no exit code.</description></item>
    /// <item><term>A handler, a target or the input fails</term><description>As on cancellation, and the task fails with that exception.</description></item>
    /// </list>
    /// What "everything that it started" means on Linux, and where it ends, the guide on processes says.
    /// </remarks>
    Task<CommandResult> RunAsync(CommandRequest request, CancellationToken cancellationToken = default);
}
