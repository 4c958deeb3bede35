using Arrea.Dataflow.Commands;

namespace Arrea.Cli.Printing;

/// <summary>Prints pieces of one output, and puts a prefix before each line.</summary>
/// <param name="printer">Where to.</param>
/// <param name="stream">Which output.</param>
/// <param name="prefix">What each line begins with; empty for nothing.</param>
internal sealed class LinePrefix(Printer printer, OutputStream stream, byte[] prefix)
{
    private bool _inLine;

    /// <summary>Prints a piece, which need not begin or end with a line.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (prefix.Length == 0)
        {
            printer.Write(stream, bytes);
            _inLine = bytes.Length > 0 ? bytes[^1] != '\n' : _inLine;
            return;
        }

        while (bytes.Length > 0)
        {
            if (!_inLine)
            {
                printer.Write(stream, prefix);
            }

            var end = bytes.IndexOf((byte)'\n') + 1;
            var line = end > 0 ? bytes[..end] : bytes;
            printer.Write(stream, line);
            _inLine = end == 0;
            bytes = bytes[line.Length..];
        }
    }

    /// <summary>Ends a line that has begun.</summary>
    public void EndLine()
    {
        if (_inLine)
        {
            printer.Write(stream, "\n"u8);
            _inLine = false;
        }
    }
}
