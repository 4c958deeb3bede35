using Arrea.Dataflow.Commands.Streaming;

namespace Arrea.Dataflow.Commands;

/// <summary>The lines of a command's outputs, in order of arrival. It is enumerated once, and the command runs as long as the enumeration.</summary>
/// <remarks>
/// The two outputs are never mixed within a line. LF ends a line, and a CR before it belongs to the end. Nothing is read ahead: while a line is
/// being looked at, the command's next output waits, and the command with it once its pipe is full. What the enumerating code does
/// between two lines may run where the runner calls its handler, unless that code awaits with a context of its own.
/// <list type="table">
/// <listheader><term>When</term><description>Then</description></listheader>
/// <item><term>The enumeration begins</term><description>The command starts. A stream that nobody enumerates starts nothing, and its <see cref="Completion"/> stays open.</description></item>
/// <item><term>The command ends, however it does</term><description>The enumeration ends after its last line. <see cref="Completion"/> tells how it ended.</description></item>
/// <item><term>The command cannot be started</term><description>The enumeration is empty. <see cref="Completion"/> has the <see cref="CommandResult.StartError"/>.</description></item>
/// <item><term>The enumeration is left early, or its enumerator disposed</term><description>The command is ended as on cancellation, and waited for. What it still writes is dropped.</description></item>
/// <item><term>A token is cancelled</term><description>The command is ended. The lines it wrote until then still come; after them <see cref="OperationCanceledException"/>. <see cref="Completion"/> has the result.</description></item>
/// <item><term>The run fails</term><description>After the last line the exception comes out of the enumeration, and out of <see cref="Completion"/> too.</description></item>
/// </list>
/// </remarks>
public sealed class CommandStream : IAsyncEnumerable<OutputLine>
{
    /// <summary>The most bytes that a line is held for: 1 MiB. A longer one comes in pieces, none of which ends inside a UTF-8 character. A CR at its end counts.</summary>
    public const int LongestLine = 1024 * 1024;

    private readonly StreamedRun _run;

    internal CommandStream(StreamedRun run) => _run = run;

    /// <summary>How the command ended; done no later than the enumeration. An exception in it need not be looked at.</summary>
    public Task<CommandResult> Completion => _run.Completion;

    /// <summary>Begins the enumeration; the command starts when the first line is asked for.</summary>
    /// <param name="cancellationToken">Ends the command, as the token given before does.</param>
    /// <returns>The enumerator. Disposing it ends the command and waits for it.</returns>
    /// <exception cref="InvalidOperationException">The stream has been enumerated before.</exception>
    public IAsyncEnumerator<OutputLine> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        _run.Claim(cancellationToken);
        return new LineEnumerator(_run);
    }
}
