using System.Runtime.CompilerServices;

namespace Arrea.Dataflow.Commands.Streaming;

/// <summary>Enumerates the lines of a run. Within a piece it neither waits nor allocates.</summary>
internal sealed class LineEnumerator(StreamedRun run) : IAsyncEnumerator<OutputLine>
{
    private readonly LineSplitter _lines = new();
    private OutputLine _current;
    private bool _isOver;

    public OutputLine Current => _current;

    public ValueTask<bool> MoveNextAsync() => _lines.TryTake(out _current) ? new(true) : MoveOnAsync();

    public ValueTask DisposeAsync()
    {
        _isOver = true;
        _lines.Clear();
        return run.EndAsync();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> MoveOnAsync()
    {
        while (!_isOver)
        {
            _isOver = !await run.NextAsync().ConfigureAwait(false);
            if (!_isOver)
            {
                _lines.Give(run.Piece);
                if (_lines.TryTake(out _current))
                {
                    return true;
                }
            }
        }

        if (_lines.TryTakeRest(out _current))
        {
            return true;
        }

        await run.ThrowIfFailedAsync().ConfigureAwait(false);
        return false;
    }
}
