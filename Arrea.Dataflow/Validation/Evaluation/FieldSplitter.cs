using System.Buffers;
using System.Text;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>Makes words out of the segments of an expanded word: splits what is not quoted, and finds patterns.</summary>
internal sealed class FieldSplitter
{
    private static readonly SearchValues<char> PatternSigns = SearchValues.Create("*?[]!+@(");

    private const char Active = '1';
    private const char Passive = '0';

    private readonly string? _separators;
    private readonly bool _hasGlobs;
    private readonly Range _span;
    private readonly List<Value> _fields;
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _mask = new();
    private List<Piece> _pieces = [];
    private bool _isStarted;
    private bool _isAfterBlank;
    private bool _mayBePattern;

    private FieldSplitter(string? separators, bool hasGlobs, Range span, List<Value> fields)
    {
        _separators = separators;
        _hasGlobs = hasGlobs;
        _span = span;
        _fields = fields;
    }

    /// <summary>Adds the words.</summary>
    /// <param name="segments">The expanded word.</param>
    /// <param name="separators">The characters of <c>IFS</c>; null where they are not known.</param>
    /// <param name="hasGlobs">Whether patterns are replaced by names.</param>
    /// <param name="span">Where the word is written.</param>
    /// <param name="fields">Where the words are added.</param>
    public static void Split(IReadOnlyList<Segment> segments, string? separators, bool hasGlobs, Range span, List<Value> fields)
    {
        var splitter = new FieldSplitter(separators, hasGlobs, span, fields);
        foreach (var segment in segments)
        {
            splitter.Take(segment);
        }

        splitter.EndField();
    }

    /// <summary>The segments as one value, neither split nor taken as a pattern.</summary>
    public static Value Join(IReadOnlyList<Segment> segments, Range span)
    {
        if (segments is [{ Piece.Kind: PieceKind.Text } only])
        {
            return Value.Of(only.Piece.Text, span);
        }

        var text = new StringBuilder();
        var pieces = new List<Piece>();
        foreach (var segment in segments)
        {
            if (segment.Mode is SegmentMode.Break or SegmentMode.Separator)
            {
                text.Append(segment.Piece.Text ?? " ");
            }
            else if (segment.Piece.Kind == PieceKind.Text)
            {
                text.Append(segment.Piece.Text);
            }
            else
            {
                Values.Add(pieces, Piece.Literal(text.ToString()));
                text.Clear();
                pieces.Add(segment.Piece with { Traits = segment.Piece.Traits & (UnknownTraits.NotEmpty | UnknownTraits.IsPlain) });
            }
        }

        Values.Add(pieces, Piece.Literal(text.ToString()));
        return new(pieces, span);
    }

    private void Take(Segment segment)
    {
        if (segment.Mode == SegmentMode.Break)
        {
            EndField();
        }
        else if (segment.Mode == SegmentMode.Separator)
        {
            Separate(isBlank: false);
        }
        else if (segment.Piece.Kind != PieceKind.Text)
        {
            EndText();
            _pieces.Add(segment.Piece);
            _isStarted = true;
            _isAfterBlank = false;
        }
        else if (segment.Mode == SegmentMode.Expanded)
        {
            TakeExpanded(segment.Piece.Text);
        }
        else
        {
            var isLiteral = segment.Mode == SegmentMode.Literal;
            Append(segment.Piece.Text, isLiteral);
            _isStarted |= segment.Piece.Text.Length > 0 || !isLiteral;
            _isAfterBlank = false;
        }
    }

    private void TakeExpanded(string text)
    {
        if (_separators is null && text.Length > 0)
        {
            EndText();
            _pieces.Add(new(PieceKind.Unknown, text, Origins.None, UnknownTraits.Splits));
            _isStarted = true;
            return;
        }

        var from = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (!_separators!.Contains(text[at]))
            {
                continue;
            }

            if (at > from)
            {
                Append(text[from..at], isActive: true);
                _isStarted = true;
                _isAfterBlank = false;
            }

            from = at + 1;
            Separate(isBlank: text[at] is ' ' or '\t' or '\n');
        }

        if (from < text.Length)
        {
            Append(text[from..], isActive: true);
            _isStarted = true;
            _isAfterBlank = false;
        }
    }

    private void Separate(bool isBlank)
    {
        if (_isStarted)
        {
            EndField();
            _isAfterBlank = isBlank;
        }
        else if (!isBlank)
        {
            // A separator right behind blanks that ended a word belongs to them; any other one ends an empty word.
            if (!_isAfterBlank)
            {
                _fields.Add(Value.Of("", _span));
            }

            _isAfterBlank = false;
        }
    }

    private void Append(string text, bool isActive)
    {
        var mayBePattern = isActive && _hasGlobs && text.AsSpan().IndexOfAny(PatternSigns) >= 0;
        if (mayBePattern || _mayBePattern)
        {
            if (!_mayBePattern)
            {
                _mask.Append(Passive, _text.Length);
                _mayBePattern = true;
            }

            _mask.Append(isActive ? Active : Passive, text.Length);
        }

        _text.Append(text);
    }

    private void EndText()
    {
        if (_text.Length == 0)
        {
            return;
        }

        if (_mayBePattern)
        {
            GlobReader.Read(_text.ToString(), _mask.ToString(), _pieces);
        }
        else
        {
            Values.Add(_pieces, Piece.Literal(_text.ToString()));
        }

        _text.Clear();
        _mask.Clear();
        _mayBePattern = false;
    }

    private void EndField()
    {
        if (!_isStarted)
        {
            return;
        }

        EndText();
        _fields.Add(new(_pieces, _span));
        _pieces = [];
        _isStarted = false;
        _isAfterBlank = false;
    }

    /// <summary>Finds the patterns in a text.</summary>
    private static class GlobReader
    {
        public static void Read(string text, string mask, List<Piece> pieces)
        {
            var from = 0;
            var at = 0;
            var noBracket = false;
            while (at < text.Length)
            {
                var length = mask[at] == Active ? LengthAt(text, mask, at, ref noBracket) : 0;
                if (length == 0)
                {
                    at++;
                    continue;
                }

                Values.Add(pieces, Piece.Literal(text[from..at]));
                pieces.Add(new(PieceKind.Glob, text.Substring(at, length)));
                at += length;
                from = at;
            }

            Values.Add(pieces, Piece.Literal(text[from..]));
        }

        private static int LengthAt(string text, string mask, int at, ref bool noBracket)
        {
            if ((text[at] is '!' or '+' or '@' or '*' or '?') && at + 1 < text.Length && text[at + 1] == '(' && mask[at + 1] == Active)
            {
                var end = text.IndexOf(')', at);
                return end < 0 ? Simple(text[at]) : end - at + 1;
            }

            if (text[at] != '[')
            {
                return Simple(text[at]);
            }

            // The first character of a set may be a closing bracket.
            var first = at + 1 < text.Length && (text[at + 1] is '!' or '^') ? at + 2 : at + 1;
            var closing = noBracket || first + 1 > text.Length ? -1 : text.IndexOf(']', Math.Min(first + 1, text.Length));
            noBracket |= closing < 0;
            return closing < 0 || text.AsSpan(at, closing - at).Contains('/') ? 0 : closing - at + 1;
        }

        private static int Simple(char character) => character is '*' or '?' ? 1 : 0;
    }
}
