using Arrea.Dataflow.Commands.Native;
using Arrea.Dataflow.Commands.Output;

namespace Arrea.Dataflow.Commands.Linux;

/// <summary>Our end of one output of a command: reads it, keeps what the bound allows, and cuts pieces at character boundaries.</summary>
internal sealed unsafe class OutputPipe(OutputStream stream, int descriptor, int maxCapturedBytes) : IDisposable
{
    private const int LargestPipe = 1024 * 1024;

    private readonly OutputCapture _capture = new(maxCapturedBytes);
    private bool _enlarged;
    private int _carried;
    private uint _carry;

    public OutputStream Stream => stream;

    /// <summary>What to poll; negative once the end of the output was reached.</summary>
    public int Descriptor { get; private set; } = descriptor;

    public bool IsOpen => Descriptor >= 0;

    public OutputCapture Capture => _capture;

    /// <summary>Whether the first bytes of a character wait for the rest.</summary>
    public bool HasCarry => _carried > 0;

    /// <summary>Bytes that are in the pipe and not yet read.</summary>
    public int Waiting
    {
        get
        {
            var count = 0;
            return IsOpen && Libc.DeviceControl(Descriptor, Libc.BytesToRead, &count) == 0 ? count : 0;
        }
    }

    /// <summary>Reads what is there; only to be called when something is. At the end of the output the pipe is closed.</summary>
    /// <returns>The piece to show: whole characters, in <paramref name="buffer"/>. Empty when there is nothing to show yet.</returns>
    public ReadOnlyMemory<byte> Read(byte[] buffer)
    {
        var carried = TakeCarry(buffer).Length;
        nint count;
        fixed (byte* free = &buffer[carried])
        {
            count = Libc.Read(Descriptor, free, (nuint)(buffer.Length - carried));
        }

        if (count < 0 && Libc.Error is Libc.Interrupted or Libc.TryAgain)
        {
            return Cut(buffer, carried);
        }

        if (count <= 0)
        {
            Close();
            return buffer.AsMemory(0, carried);
        }

        _capture.Append(buffer.AsSpan(carried, (int)count));
        if (count == buffer.Length - carried && !_enlarged)
        {
            // A flood: a larger pipe halves its cost in switches between the two processes. It may be refused; then it stays as it is.
            _enlarged = true;
            _ = Libc.Control(Descriptor, Libc.SetPipeSize, LargestPipe);
        }

        return Cut(buffer, carried + (int)count);
    }

    /// <summary>The end of the output without a read: everything has been read and every writer has gone.</summary>
    public ReadOnlyMemory<byte> End(byte[] buffer)
    {
        Close();
        return TakeCarry(buffer);
    }

    /// <summary>The bytes of a character whose rest did not come; they are shown as they are at the end.</summary>
    public ReadOnlyMemory<byte> TakeCarry(byte[] buffer)
    {
        var carried = _carried;
        for (var i = 0; i < carried; i++)
        {
            buffer[i] = (byte)(_carry >> (8 * i));
        }

        _carried = 0;
        return buffer.AsMemory(0, carried);
    }

    public void Dispose()
    {
        Close();
        _capture.Dispose();
    }

    private void Close()
    {
        if (IsOpen)
        {
            _ = Libc.Close(Descriptor);
            Descriptor = -1;
        }
    }

    private ReadOnlyMemory<byte> Cut(byte[] buffer, int length)
    {
        _carried = Utf8Boundary.UnfinishedAtEnd(buffer.AsSpan(0, length));
        _carry = 0;
        for (var i = 0; i < _carried; i++)
        {
            _carry |= (uint)buffer[length - _carried + i] << (8 * i);
        }

        return buffer.AsMemory(0, length - _carried);
    }
}
