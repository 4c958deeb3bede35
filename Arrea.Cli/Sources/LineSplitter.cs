using System.Text;
using System.Text.Unicode;
using Arrea.Dataflow.Validation;

namespace Arrea.Cli.Sources;

/// <summary>Makes commands of bytes: one a line, without blank lines and without a carriage return at the end of a line.</summary>
/// <remarks>
/// Bytes that are not UTF-8 cannot be carried by text unchanged. Each stands in it as a lone surrogate, U+DC00 and the
/// byte, which the validator always refuses; so such a line is never run altered, and can still be shown.
/// </remarks>
internal sealed class LineSplitter
{
    // One byte more than the validator accepts: what is longer need not be kept to be refused.
    private const int Longest = CommandValidator.MaxBytes + 1;

    private readonly List<byte> _unfinished = [];
    private bool _skipping;

    /// <summary>The commands that end in a piece of input.</summary>
    public IEnumerable<string> Add(ReadOnlyMemory<byte> bytes)
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

    /// <summary>The command that the end of the input ends; null when there is none.</summary>
    public string? End() => Take(default, ends: true);

    /// <summary>Text for bytes, with lone surrogates for those that are not UTF-8.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        var text = new StringBuilder(bytes.Length);
        while (bytes.Length > 0)
        {
            var isCharacter = Rune.DecodeFromUtf8(bytes, out var rune, out var length) == System.Buffers.OperationStatus.Done;
            for (var i = 0; !isCharacter && i < length; i++)
            {
                text.Append((char)(0xDC00 + bytes[i]));
            }

            text.Append(isCharacter ? rune.ToString() : "");
            bytes = bytes[length..];
        }

        return text.ToString();
    }

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
            command = ends || tooLong ? Command(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_unfinished)) : null;
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

        return line.ContainsAnyExcept(" \t\r\v\f"u8) ? Decode(line) : null;
    }
}
