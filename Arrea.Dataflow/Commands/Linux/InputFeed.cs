using System.Buffers;
using System.Text;
using Arrea.Dataflow.Commands.Native;

namespace Arrea.Dataflow.Commands.Linux;

/// <summary>Writes a text into a command's standard input, as much at a time as the pipe takes, and closes it at the end.</summary>
/// <remarks>The text is encoded a buffer at a time: a long one is not held twice.</remarks>
internal sealed unsafe class InputFeed(int descriptor, string text) : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly Encoder _encoder = Encoding.UTF8.GetEncoder();
    private byte[] _buffer = [];
    private int _encoded;
    private int _start;
    private int _end;
    private bool _complete;

    /// <summary>What to poll; negative once everything was written, or nobody reads any more.</summary>
    public int Descriptor { get; private set; } = descriptor;

    /// <summary>Writes once. Only to be called when the pipe has room, or has lost its reader.</summary>
    public void Write()
    {
        if (_start == _end && !Encode())
        {
            Dispose();
            return;
        }

        fixed (byte* next = &_buffer[_start])
        {
            var count = Libc.Write(Descriptor, next, (nuint)(_end - _start));
            if (count >= 0)
            {
                _start += (int)count;
            }
            else if (Libc.Error is not (Libc.Interrupted or Libc.TryAgain))
            {
                // The command closed its input without reading it all, as `head` does: nothing wrong with that.
                // The signal that goes with it is ignored by the runtime, in this process.
                Dispose();
                return;
            }
        }

        if (_start == _end && _complete)
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        if (Descriptor >= 0)
        {
            _ = Libc.Close(Descriptor);
            Descriptor = -1;
        }

        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }
    }

    private bool Encode()
    {
        if (_complete)
        {
            return false;
        }

        _buffer = _buffer.Length > 0 ? _buffer : ArrayPool<byte>.Shared.Rent(BufferSize);
        _encoder.Convert(text.AsSpan(_encoded), _buffer, flush: true, out var used, out var written, out _complete);
        _encoded += used;
        (_start, _end) = (0, written);
        return true;
    }
}
