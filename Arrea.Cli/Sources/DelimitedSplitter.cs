using System.Runtime.InteropServices;
using Arrea.Cli.Wording;
using Arrea.Dataflow.Validation;

namespace Arrea.Cli.Sources;

/// <summary>Makes pieces of what a delimiter ends: all of them as they are, also empty ones. What follows the last delimiter is one more.</summary>
/// <param name="delimiter">At least one byte.</param>
internal sealed class DelimitedSplitter(byte[] delimiter) : RecordSplitter
{
    // One byte more than the validator accepts: what is longer need not be kept to be refused.
    private const int Longest = CommandValidator.MaxBytes + 1;

    private readonly List<byte> _unfinished = [];

    // Up to here there is no delimiter in it.
    private int _searched;

    public override IEnumerable<string> Add(ReadOnlyMemory<byte> bytes)
    {
        _unfinished.AddRange(bytes.Span);
        var left = CollectionsMarshal.AsSpan(_unfinished);
        List<string> pieces = [];
        var from = 0;
        while (left[_searched..].IndexOf(delimiter) is var found and >= 0)
        {
            pieces.Add(Piece(left[from..(_searched + found)]));
            from = _searched += found + delimiter.Length;
        }

        _unfinished.RemoveRange(0, from);
        Forget();
        return pieces;
    }

    public override string? End()
    {
        var last = _unfinished.Count > 0 ? Piece(CollectionsMarshal.AsSpan(_unfinished)) : null;
        _unfinished.Clear();
        _searched = 0;
        return last;
    }

    /// <summary>Drops the middle of a piece that is too long already; the end of it may be the beginning of a delimiter.</summary>
    private void Forget()
    {
        var undecided = Math.Min(_unfinished.Count, delimiter.Length - 1);
        _searched = _unfinished.Count - undecided;
        if (_searched > Longest)
        {
            _unfinished.RemoveRange(Longest, _searched - Longest);
            _searched = Longest;
        }
    }

    private static string Piece(ReadOnlySpan<byte> bytes) => Utf8Text.Decode(bytes.Length > Longest ? bytes[..Longest] : bytes);
}
