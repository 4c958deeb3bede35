using System.Runtime.CompilerServices;

namespace Arrea.Dataflow.Commands.Streaming;

/// <summary>Enumerates the pieces of a run.</summary>
internal sealed class PieceEnumerator(StreamedRun run) : IAsyncEnumerator<OutputPiece>
{
    private bool _isOver;

    public OutputPiece Current => run.Piece;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> MoveNextAsync()
    {
        if (!_isOver && await run.NextAsync().ConfigureAwait(false))
        {
            return true;
        }

        _isOver = true;
        await run.ThrowIfFailedAsync().ConfigureAwait(false);
        return false;
    }

    public ValueTask DisposeAsync()
    {
        _isOver = true;
        return run.EndAsync();
    }
}
