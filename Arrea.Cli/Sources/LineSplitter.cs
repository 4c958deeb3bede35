using System.Runtime.InteropServices;
using Arrea.Cli.Wording;
using Arrea.Dataflow.Validation;

namespace Arrea.Cli.Sources;

/// <summary>Makes pieces of lines: one a line, without blank lines and without a carriage return at the end of a line.</summary>
internal sealed class LineSplitter : RecordSplitter
{
    // One byte more than the validator accepts: what is longer need not be kept to be refused.
    private const int Longest = CommandValidator.MaxBytes + 1;

    private readonly List<byte> _unfinished = [];
    private bool _skipping;

    public override IEnumerable<string> Add(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var end = bytes.Span.IndexOf((byte)'\n');
            var line = end < 0 ? bytes : bytes[..end];
            bytes = end < 0 ? default : bytes[(end + 1)..];
            if (Take(line, ends: end >= 0) is { } command)
            {
                yield return command;
            }
        }
    }

    public override string? End() => Take(default, ends: true);

    private string? Take(ReadOnlyMemory<byte> part, bool ends)
    {
        string? command = null;
        if (!_skipping && ends && _unfinished.Count == 0)
        {
            command = Command(part.Span);
        }
        else if (!_skipping)
        {
            _unfinished.AddRange(part.Span[..Math.Min(part.Length, Longest - _unfinished.Count)]);
            var tooLong = _unfinished.Count == Longest;
            command = ends || tooLong ? Command(CollectionsMarshal.AsSpan(_unfinished)) : null;
            _skipping = tooLong;
        }

        if (ends || _skipping)
        {
            _unfinished.Clear();
        }

        _skipping &= !ends;
        return command;
    }

    private static string? Command(ReadOnlySpan<byte> line)
    {
        if (line.Length > Longest)
        {
            line = line[..Longest];
        }

        if (line.EndsWith("\r"u8))
        {
            line = line[..^1];
        }

        return line.ContainsAnyExcept(" \t\r\v\f"u8) ? Utf8Text.Decode(line) : null;
    }
}
