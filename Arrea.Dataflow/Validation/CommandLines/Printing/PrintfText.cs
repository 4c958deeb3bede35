using System.Globalization;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines.Printing;

/// <summary><c>printf</c>: a format, taken again while there are arguments left.</summary>
internal sealed class PrintfText
{
    private const int MostWidth = 1024;
    private const int MostWork = 1 << 20;
    private readonly ValueBuilder _text = new();
    private readonly IReadOnlyList<Value> _arguments;
    private readonly string _format;
    private int _next;
    private int _rounds;
    private bool _isOver;
    private bool _isTooLong;

    private PrintfText(string format, IReadOnlyList<Value> arguments)
    {
        _format = format;
        _arguments = arguments;
    }

    public static Flow Of(Printer printer)
    {
        var words = printer.Arguments;
        if (words is [{ KnownStart: var option }, ..] && option.StartsWith("-v", StringComparison.Ordinal))
        {
            return Flow.Empty;
        }

        var first = words is [{ Exact: "--" }, ..] ? 1 : 0;
        if (first >= words.Count)
        {
            return Flow.Empty;
        }

        if (words[first].Exact is not { } format)
        {
            return words[first].HasUnknown ? Flow.Unknown(words[first].Origins) : Flow.Of(words[first]);
        }

        var printing = new PrintfText(format, [.. words.Skip(first + 1)]);
        printing.Write();
        if (printing._isTooLong)
        {
            return Flow.Unknown(words.Aggregate(Origins.None, static (all, word) => all | word.Origins));
        }

        return Flow.Of(printing._text.Take(printer.Span));
    }

    private void Write()
    {
        do
        {
            var before = _next;
            WriteOnce();
            if (_next == before)
            {
                // The format takes no arguments: it is not taken again.
                return;
            }
        }
        while (_next < _arguments.Count && !_isOver && !_isTooLong);
    }

    private void WriteOnce()
    {
        // Each round costs the format, even where it leaves no text.
        _isTooLong |= (long)++_rounds * _format.Length > MostWork;
        for (var at = 0; at < _format.Length && !_isOver && !_isTooLong;)
        {
            _isTooLong = _text.TextLength > Flow.LongestText;
            if (_format[at] == '\\')
            {
                _text.Append(EscapedText.Read(_format, ref at, isFormat: true) ?? "");
            }
            else if (_format[at] == '%')
            {
                Convert(ref at);
            }
            else
            {
                _text.Append(_format[at++]);
            }
        }
    }

    private void Convert(ref int at)
    {
        var start = at++;
        var isLeft = false;
        while (at < _format.Length && _format[at] is '-' or '+' or ' ' or '0' or '#' or '\'')
        {
            isLeft |= _format[at++] == '-';
        }

        var width = Size(ref at) ?? 0;
        int? precision = null;
        if (at < _format.Length && _format[at] == '.')
        {
            at++;
            precision = Size(ref at) ?? 0;
        }

        while (at < _format.Length && _format[at] is 'l' or 'h' or 'j' or 'z' or 't' or 'L')
        {
            at++;
        }

        if (at >= _format.Length)
        {
            _text.Append(_format.AsSpan(start));
            return;
        }

        Convert(_format[at++], ref at, width, precision, isLeft);
    }

    private void Convert(char kind, ref int at, int width, int? precision, bool isLeft)
    {
        switch (kind)
        {
            case '%':
                _text.Append('%');
                break;
            case 's' or 'q' or 'Q':
                Pad(Take() is { } text ? Cut(text, precision) : Value.Of("", 0..0), width, isLeft);
                break;
            case 'b':
                Escaped(Take());
                break;
            case 'c':
                Pad(Take() is { } letters ? Cut(letters, 1) : Value.Of("", 0..0), width, isLeft);
                break;
            case 'd' or 'i' or 'u' or 'x' or 'X' or 'o':
                Pad(Number(kind, Take()), width, isLeft);
                break;
            case '(':
                var end = _format.IndexOf(')', at);
                at = end < 0 ? _format.Length : Math.Min(_format.Length, end + 2);
                Take();
                _text.Append(new Piece(PieceKind.Number, "%(…)T"));
                break;
            default:
                Take();
                _text.Append(new Piece(PieceKind.Unknown, $"%{kind}"));
                break;
        }
    }

    private int? Size(ref int at)
    {
        if (at < _format.Length && _format[at] == '*')
        {
            at++;
            return int.TryParse(Take()?.Exact, out var given) ? Math.Clamp(given, 0, MostWidth) : 0;
        }

        var start = at;
        while (at < _format.Length && char.IsAsciiDigit(_format[at]))
        {
            at++;
        }

        return at == start ? null : int.TryParse(_format.AsSpan(start, at - start), out var size) ? Math.Min(size, MostWidth) : MostWidth;
    }

    // Counts on when there is none left, so that a format with conversions is known from one without.
    private Value? Take() => _next++ < _arguments.Count ? _arguments[_next - 1] : null;

    private void Escaped(Value? value)
    {
        foreach (var piece in value?.Pieces ?? [])
        {
            if (piece.Kind != PieceKind.Text)
            {
                _text.Append(piece);
                continue;
            }

            var (text, isCut) = EscapedText.ReadAll(piece.Text);
            _text.Append(piece with { Text = text });
            _isOver |= isCut;
        }
    }

    private void Pad(Value value, int width, bool isLeft)
    {
        var blanks = value.Exact is { } text && text.Length < width ? new string(' ', width - text.Length) : "";
        _ = isLeft ? _text.Append(value).Append(blanks) : _text.Append(blanks).Append(value);
    }

    private static Value Cut(Value value, int? most)
        => most is not { } length ? value
            : value.Exact is { } text ? Value.Of(text[..Math.Min(text.Length, length)], value.Span)
            : value;

    private static Value Number(char kind, Value? value)
    {
        var text = value?.Exact ?? (value is null ? "0" : null);
        long? number = text switch
        {
            null => null,
            "" => 0,
            ['\'' or '"', var letter, ..] => letter,
            ['0', 'x' or 'X', .. var digits] => long.TryParse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var parsed) ? parsed : null,
            _ => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var parsed) && text is not ['0', _, ..] ? parsed : null,
        };
        return number is not { } known ? new Value([new Piece(PieceKind.Number, value?.ToString() ?? "")], value?.Span ?? 0..0)
            : Value.Of(
                kind switch
                {
                    'x' => known.ToString("x", CultureInfo.InvariantCulture),
                    'X' => known.ToString("X", CultureInfo.InvariantCulture),
                    'o' => System.Convert.ToString(known, 8),
                    _ => known.ToString(CultureInfo.InvariantCulture),
                },
                value?.Span ?? 0..0);
    }
}
