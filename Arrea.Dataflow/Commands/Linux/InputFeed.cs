using System.Buffers;
using Arrea.Dataflow.Commands.Input;
using Arrea.Dataflow.Commands.Native;

namespace Arrea.Dataflow.Commands.Linux;

/// <summary>Writes into a command's standard input as much at a time as the pipe takes, and closes it at the end.</summary>
/// <remarks>A source of the user's is read on the thread pool, and not waited for when the command has ended.</remarks>
internal sealed class InputFeed : IThreadPoolWorkItem, IDisposable
{
    private const int BufferSize = 64 * 1024;

    private static readonly InputSource NoInput = CommandInput.FromBytes(default).Open();

    private readonly InputSource _source;
    private readonly WakeUp _wake;
    private readonly CancellationTokenSource _end = new();
    private readonly bool _isTerminal;
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int _descriptor;
    private int _start;
    private int _length;
    private bool _isLineEnd = true;
    private int _isReleased;
    private Exception? _failure;
    private volatile bool _isReading;

    private InputFeed(int descriptor, InputSource source, WakeUp wake, bool isTerminal)
    {
        (_descriptor, _source, _wake, _isTerminal) = (descriptor, source, wake, isTerminal);
        ReadOn();
    }

    /// <summary>What to poll; negative while there is nothing to write, and once everything was written or nobody reads any more.</summary>
    public int Descriptor => _isReading || _failure is not null ? -1 : _descriptor;

    /// <summary>Why the source could not be read.</summary>
    public Exception? Failure => _isReading ? null : _failure;

    /// <summary>Begins to feed a command.</summary>
    /// <returns>Null when there is nothing to feed, or the command reads by itself.</returns>
    public static InputFeed? Open(StandardPipes pipes, InputSource? source, WakeUp wake)
    {
        var descriptor = pipes.TakeInput();
        if (descriptor >= 0)
        {
            return new(descriptor, source ?? NoInput, wake, pipes.IsTerminal);
        }

        source?.Dispose();
        return null;
    }

    /// <summary>Writes once when there is room, or the reader is gone.</summary>
    public unsafe void Turn(bool hasRoom)
    {
        if (_isReading || _descriptor < 0 || _failure is not null || !hasRoom)
        {
            return;
        }

        if (_start == _length)
        {
            End();
            return;
        }

        fixed (byte* next = &_buffer[_start])
        {
            var count = Libc.Write(_descriptor, next, (nuint)(_length - _start));
            if (count >= 0)
            {
                _start += (int)count;
                _isLineEnd = count == 0 ? _isLineEnd : _buffer[_start - 1] == (byte)'\n';
            }
            else if (Libc.Error is not (Libc.Interrupted or Libc.TryAgain))
            {
                // The command closed its input without reading it all, as `head` does: nothing wrong with that.
                // The signal that goes with it is ignored by the runtime, in this process.
                Close();
                return;
            }
        }

        if (_start == _length)
        {
            ReadOn();
        }
    }

    void IThreadPoolWorkItem.Execute() => _ = ReadAsync();

    public void Dispose()
    {
        Close();

        // On the pool: what the source registered with its token is the user's code.
        _ = EndReadAsync();
    }

    /// <summary>The source has no more. A terminal is not closed by that: it has a character that says so, on a line of its own.</summary>
    private unsafe void End()
    {
        const byte endOfInput = 4;
        if (_isTerminal)
        {
            var twice = stackalloc byte[] { endOfInput, endOfInput };
            _ = Libc.Write(_descriptor, twice, _isLineEnd ? 1U : 2U);
        }

        Close();
    }

    private async Task EndReadAsync()
    {
        await _end.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_isReading)
        {
            Release();
        }
    }

    private void ReadOn()
    {
        _isReading = true;
        if (_source.IsForeign)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
        else
        {
            _ = ReadAsync();
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            _start = 0;
            var count = await _source.ReadAsync(_buffer.AsMemory(0, BufferSize), _end.Token).ConfigureAwait(false);
            _length = count is >= 0 and <= BufferSize ? count : throw new InvalidOperationException($"The stream for standard input says that it read {count} bytes into {BufferSize}.");
        }
        catch (Exception error) when (Keep(error))
        {
            // The attendant reads it, and ends the command.
        }

        _isReading = false;
        if (_end.IsCancellationRequested)
        {
            Release();
        }
        else if (_source.IsForeign)
        {
            _wake.Signal();
        }
    }

    private void Close()
    {
        if (_descriptor >= 0)
        {
            _ = Libc.Close(_descriptor);
            _descriptor = -1;
        }
    }

    // Either the attendant or the read that outlasted the command.
    private void Release()
    {
        if (Interlocked.Exchange(ref _isReleased, 1) == 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _source.Dispose();
            _end.Dispose();
        }
    }

    private bool Keep(Exception error)
    {
        _failure = error;
        return true;
    }
}
