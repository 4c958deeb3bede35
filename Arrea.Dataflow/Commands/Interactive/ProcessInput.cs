using System.Buffers;
using System.IO.Pipelines;

namespace Arrea.Dataflow.Commands.Interactive;

/// <summary>The input of one process: what is written here, its runner reads.</summary>
/// <remarks>A writer waits for room before it writes, not after: so a wait can be given up with nothing written, and what is written is whole.</remarks>
internal sealed class ProcessInput
{
    public const string ClosedByUser = "The input of the process has been closed.";
    public const string ProcessEnded = "The process has ended; nothing can be written to it.";
    public const string Stopping = "The process is being stopped; nothing can be written to it.";

    private const int Room = 64 * 1024;

    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: Room, resumeWriterThreshold: Room / 2, useSynchronizationContext: false));
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _closing = new();
    private Task _room = Task.CompletedTask;
    private volatile string? _closed;

    public ProcessInput() => Source = CommandInput.FromStream(_pipe.Reader.AsStream(leaveOpen: true));

    /// <summary>What the process is given to read.</summary>
    public CommandInput Source { get; }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> end, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ThrowIfClosed();
            if (!_room.IsCompleted)
            {
                await ForRoomAsync(cancellationToken).ConfigureAwait(false);
            }

            _pipe.Writer.Write(bytes.Span);
            _pipe.Writer.Write(end.Span);
            var flush = _pipe.Writer.FlushAsync(CancellationToken.None);
            _room = flush.IsCompletedSuccessfully ? Task.CompletedTask : flush.AsTask();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Nothing more is written; the reader comes to the end after what was.</summary>
    /// <param name="why">What later writers are told.</param>
    public async Task CloseAsync(string why)
    {
        await RefuseAsync(why).ConfigureAwait(false);
        await _turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        await _pipe.Writer.CompleteAsync().ConfigureAwait(false);
        _turn.Release();
    }

    /// <summary>Nothing more is written, and the reader is left waiting.</summary>
    public Task RefuseAsync(string why)
    {
        Interlocked.CompareExchange(ref _closed, why, null);
        return _closing.CancelAsync();
    }

    /// <summary>Nobody reads any more: what is unread is dropped.</summary>
    public async Task EndAsync()
    {
        await RefuseAsync(ProcessEnded).ConfigureAwait(false);
        await _pipe.Reader.CompleteAsync().ConfigureAwait(false);
        await CloseAsync(ProcessEnded).ConfigureAwait(false);
    }

    private async Task ForRoomAsync(CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        await _room.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ThrowIfClosed();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private void ThrowIfClosed()
    {
        if (_closed is { } why)
        {
            throw new InvalidOperationException(why);
        }
    }
}
