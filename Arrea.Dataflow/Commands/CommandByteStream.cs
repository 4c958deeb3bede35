using Arrea.Dataflow.Commands.Streaming;

namespace Arrea.Dataflow.Commands;

/// <summary>The pieces of a command's outputs, as they arrive. It is enumerated once, and all that is said of <see cref="CommandStream"/> holds for it.</summary>
public sealed class CommandByteStream : IAsyncEnumerable<OutputPiece>
{
    private readonly StreamedRun _run;

    internal CommandByteStream(StreamedRun run) => _run = run;

    /// <summary>How the command ended; done no later than the enumeration. An exception in it need not be looked at.</summary>
    public Task<CommandResult> Completion => _run.Completion;

    /// <summary>Begins the enumeration; the command starts when the first piece is asked for.</summary>
    /// <param name="cancellationToken">Ends the command, as the token given before does.</param>
    /// <returns>The enumerator. Disposing it ends the command and waits for it.</returns>
    /// <exception cref="InvalidOperationException">The stream has been enumerated before.</exception>
    public IAsyncEnumerator<OutputPiece> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        _run.Claim(cancellationToken);
        return new PieceEnumerator(_run);
    }
}
