using System.Runtime.InteropServices;
using System.Text;

namespace Arrea.Cli.Platform;

/// <summary>Standard output or standard error, written as bytes, at once.</summary>
/// <remarks>
/// The console's own stream hides a closed reader, and a file stream writes at a position of its own, which overwrites
/// what others write to the same file (<c>&gt; log 2&gt;&amp;1</c>). Not safe for concurrent use.
/// </remarks>
internal sealed class StandardStream(int descriptor, string name) : ITerminal
{
    private const int LargestWrite = 1024 * 1024;

    private readonly bool _isOpen = Native.IsInherited(descriptor);

    public static StandardStream Output { get; } = new(1, "standard output");

    /// <summary>Who closes it wants to hear nothing.</summary>
    public static StandardStream Error { get; } = new(2, "standard error");

    /// <summary>Whether it is a terminal.</summary>
    public bool IsTerminal { get; } = Native.IsTerminal(descriptor);

    /// <summary>Whether it is a file.</summary>
    public bool IsFile => !IsTerminal && Native.IsSeekable(descriptor);

    /// <summary>Columns of the terminal; 0 when unknown.</summary>
    public int Columns => IsTerminal ? Native.TerminalSize(descriptor).Columns : 0;

    /// <summary>Lines of the terminal; 0 when unknown.</summary>
    public int Rows => IsTerminal ? Native.TerminalSize(descriptor).Rows : 0;

    /// <summary>Writes all of the bytes.</summary>
    /// <exception cref="OutputClosedException">Nobody reads any more.</exception>
    /// <exception cref="IOException">They could not be written.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (!_isOpen && this == Output)
        {
            throw new IOException($"cannot write to {name}: it is not open");
        }

        while (_isOpen && bytes.Length > 0)
        {
            var written = Native.Write(descriptor, bytes, Math.Min(bytes.Length, LargestWrite));
            if (written >= 0)
            {
                bytes = bytes[(int)written..];
            }
            else
            {
                Recover(Marshal.GetLastPInvokeError());
            }
        }
    }

    public void Write(string text) => Write(Encoding.UTF8.GetBytes(text));

    private void Recover(int error)
    {
        if (error == Native.TryAgain)
        {
            Native.WaitUntilWritable(descriptor);
        }
        else if (error == Native.BrokenPipe)
        {
            throw new OutputClosedException($"{name} is closed");
        }
        else if (error != Native.Interrupted)
        {
            throw new IOException($"cannot write to {name}: {Marshal.GetPInvokeErrorMessage(error)}", error);
        }
    }
}
