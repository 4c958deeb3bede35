using Arrea.Dataflow.Commands.Output;

namespace Arrea.Dataflow.Commands.Streaming;

/// <summary>Cuts pieces of output into lines, each output for itself. Only a line that spans pieces is copied.</summary>
internal sealed class LineSplitter
{
    private const byte LineFeed = (byte)'\n';
    private const byte CarriageReturn = (byte)'\r';

    private readonly LineCarry _output = new();
    private readonly LineCarry _error = new();
    private ReadOnlyMemory<byte> _piece;
    private OutputStream _stream;

    /// <summary>Takes a piece to cut. All lines of the one before have been taken.</summary>
    public void Give(OutputPiece piece) => (_stream, _piece) = piece;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _piece = default;
        _output.Clear();
        _error.Clear();
    }

    /// <summary>The next line of the piece, valid until the next call. What has no end yet is kept for the next piece.</summary>
    public bool TryTake(out OutputLine line)
    {
        var carry = _stream == OutputStream.StandardOutput ? _output : _error;
        if (_piece.IsEmpty)
        {
            line = default;
            return false;
        }

        var end = _piece.Span.IndexOf(LineFeed);
        return carry.IsEmpty ? TryTakeInPlace(carry, end, out line) : TryTakeCarried(carry, end, out line);
    }

    /// <summary>A last line that has no end; first that of standard output.</summary>
    public bool TryTakeRest(out OutputLine line)
    {
        (var carry, _stream) = _output.IsEmpty ? (_error, OutputStream.StandardError) : (_output, OutputStream.StandardOutput);
        line = Line(carry.Take(), isComplete: false);
        return !line.Bytes.IsEmpty;
    }

    private bool TryTakeInPlace(LineCarry carry, int end, out OutputLine line)
    {
        if (end is >= 0 and <= CommandStream.LongestLine)
        {
            line = Line(_piece[..end], isComplete: true);
            _piece = _piece[(end + 1)..];
            return true;
        }

        if (_piece.Length > CommandStream.LongestLine)
        {
            var part = WholeCharacters(_piece[..CommandStream.LongestLine]);
            line = Line(part, isComplete: false);
            _piece = _piece[part.Length..];
            return true;
        }

        carry.Append(_piece.Span);
        _piece = default;
        line = default;
        return false;
    }

    private bool TryTakeCarried(LineCarry carry, int end, out OutputLine line)
    {
        var count = Math.Min(end < 0 ? _piece.Length : end, CommandStream.LongestLine - carry.Length);
        carry.Append(_piece.Span[..count]);
        if (count == end)
        {
            line = Line(carry.Take(), isComplete: true);
            _piece = _piece[(count + 1)..];
            return true;
        }

        _piece = _piece[count..];
        if (_piece.IsEmpty)
        {
            line = default;
            return false;
        }

        // It is full, and the line goes on.
        line = Line(carry.TakeFirst(WholeCharacters(carry.Bytes).Length), isComplete: false);
        return true;
    }

    private OutputLine Line(ReadOnlyMemory<byte> bytes, bool isComplete)
    {
        var hasReturn = isComplete && !bytes.IsEmpty && bytes.Span[^1] == CarriageReturn;
        return new() { Stream = _stream, Bytes = hasReturn ? bytes[..^1] : bytes, IsComplete = isComplete };
    }

    private static ReadOnlyMemory<byte> WholeCharacters(ReadOnlyMemory<byte> bytes) => bytes[..^Utf8Boundary.UnfinishedAtEnd(bytes.Span)];
}
