using System.Globalization;
using System.Text;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines.Printing;

/// <content>The conversions of a format. What is not followed here leaves something that is not known.</content>
internal sealed partial class PrintfText
{
    private const string NeedNoQuotes = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:=@%+-";

    /// <summary>What stands between the percent sign and the letter.</summary>
    /// <param name="Flags">The flags, as written.</param>
    /// <param name="Width">How wide it is at least; null where it is not known.</param>
    /// <param name="Precision">Behind the dot; null where there is none.</param>
    /// <param name="IsUnknown">Whether a size is not known.</param>
    private readonly record struct Shape(string Flags, int Width, int? Precision, bool IsUnknown)
    {
        public bool Has(char flag) => Flags.Contains(flag, StringComparison.Ordinal);
    }

    private void Convert(ref int at)
    {
        var start = at++;
        var flags = at;
        while (at < _format.Length && _format[at] is '-' or '+' or ' ' or '0' or '#' or '\'')
        {
            at++;
        }

        var shape = new Shape(_format[flags..at], 0, null, false);
        var width = Size(ref at, ref shape) ?? 0;
        shape = shape with { Width = Math.Abs(width), Flags = width < 0 ? shape.Flags + "-" : shape.Flags };
        if (at < _format.Length && _format[at] == '.')
        {
            at++;
            var precision = Size(ref at, ref shape) ?? 0;
            shape = shape with { Precision = precision < 0 ? null : precision };
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

        Convert(_format[at++], ref at, shape);
    }

    private void Convert(char kind, ref int at, Shape shape)
    {
        switch (kind)
        {
            case '%':
                _text.Append('%');
                break;
            case 's':
                Put(Take(), shape, static text => text);
                break;
            case 'q' or 'Q':
                Put(Take(), shape with { Precision = null }, text => shape.Precision is null && text.Length > 0 && text.All(NeedNoQuotes.Contains) ? text : null);
                break;
            case 'b' when shape is { Width: 0, Precision: null, IsUnknown: false }:
                Escaped(Take());
                break;
            case 'b':
                Put(Take(), shape, text =>
                {
                    var (escaped, isCut) = EscapedText.ReadAll(text);
                    _isOver |= isCut;
                    return escaped;
                });
                break;
            case 'c':
                Put(Take(), shape with { Precision = null }, static text => text[..Math.Min(1, text.Length)]);
                break;
            case 'd' or 'i' or 'u' or 'x' or 'X' or 'o':
                Number(kind, Take(), shape);
                break;
            case '(':
                Time(ref at);
                break;
            default:
                PutUnknown(Take(), $"%{kind}");
                break;
        }
    }

    /// <summary>A size; one from an argument may be negative.</summary>
    private int? Size(ref int at, ref Shape shape)
    {
        int? size;
        if (at < _format.Length && _format[at] == '*')
        {
            at++;
            var given = Take();
            size = given is null ? 0 : int.TryParse(given.Exact, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var known) ? known : null;
            shape = shape with { IsUnknown = shape.IsUnknown || size is null };
        }
        else
        {
            var start = at;
            while (at < _format.Length && char.IsAsciiDigit(_format[at]))
            {
                at++;
            }

            size = at == start ? null : int.TryParse(_format.AsSpan(start, at - start), out var known) ? known : MostWidth + 1;
        }

        if (size is > MostWidth or < -MostWidth)
        {
            shape = shape with { IsUnknown = true };
            return 0;
        }

        return size;
    }

    /// <summary>A text. Sizes count bytes, so beside letters of more than one they leave nothing known.</summary>
    private void Put(Value? value, Shape shape, Func<string, string?> change)
    {
        var isSized = shape.Width > 0 || shape.Precision is not null || shape.IsUnknown;
        if (value is { Exact: null })
        {
            if (isSized || change("a.b") != "a.b")
            {
                PutUnknown(value, value.ToString());
            }
            else
            {
                _text.Append(value);
            }

            return;
        }

        var text = change(value?.Exact ?? "");
        if (shape.IsUnknown || text is null || (text != value?.Exact || isSized) && !Ascii.IsValid(text))
        {
            PutUnknown(value, value?.ToString() ?? "");
            return;
        }

        text = shape.Precision is { } most && most < text.Length ? text[..most] : text;
        PutPadded(text, shape, value);
    }

    private void PutPadded(string text, Shape shape, Value? value)
    {
        var blanks = new string(' ', Math.Max(0, shape.Width - text.Length));
        text = shape.Has('-') ? text + blanks : blanks + text;
        _text.Append(new Piece(PieceKind.Text, text, value?.Origins ?? Origins.None));
    }

    private void PutUnknown(Value? value, string shown) => _text.Append(new Piece(PieceKind.Unknown, shown, value?.Origins ?? Origins.None));

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

    // A format of the time without anything that changes with it is a text.
    private void Time(ref int at)
    {
        var end = _format.IndexOf(')', at);
        var format = end < 0 ? _format[at..] : _format[at..end];
        at = end < 0 ? _format.Length : Math.Min(_format.Length, end + 2);
        Take();
        _ = format.Length > 0 && format.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '%' or '-' or '_' or '.' or ':')
            ? _text.Append(new Piece(PieceKind.Number, "%(…)T"))
            : _text.Append(new Piece(PieceKind.Unknown, "%(…)T"));
    }

    private void Number(char kind, Value? value, Shape shape)
    {
        var isUnknown = shape.IsUnknown || shape.Has('\'');
        if (isUnknown || NumberOf(value) is not { } number)
        {
            // Digits all the same, where nothing is asked of them.
            _ = isUnknown || shape.Width > 0 || shape.Precision is not null || shape.Flags.Length > 0 || kind is 'x' or 'X'
                ? _text.Append(new Piece(PieceKind.Unknown, value?.ToString() ?? "", value?.Origins ?? Origins.None, UnknownTraits.NotEmpty))
                : _text.Append(new Piece(PieceKind.Number, value?.ToString() ?? ""));
            return;
        }

        var isSigned = kind is 'd' or 'i';
        var digits = kind switch
        {
            'x' => number.ToString("x", CultureInfo.InvariantCulture),
            'X' => number.ToString("X", CultureInfo.InvariantCulture),
            'o' => System.Convert.ToString(number, 8),
            'u' => unchecked((ulong)number).ToString(CultureInfo.InvariantCulture),
            _ => number.ToString(CultureInfo.InvariantCulture).TrimStart('-'),
        };
        digits = shape.Precision == 0 && number == 0 ? "" : digits.PadLeft(shape.Precision ?? 0, '0');
        if (kind == 'o' && shape.Has('#') && !digits.StartsWith('0'))
        {
            digits = "0" + digits;
        }

        var lead = isSigned ? number < 0 ? "-" : shape.Has('+') ? "+" : shape.Has(' ') ? " " : ""
            : shape.Has('#') && kind is 'x' or 'X' && number != 0 ? $"0{kind}" : "";
        if (shape.Has('0') && !shape.Has('-') && shape.Precision is null)
        {
            digits = digits.PadLeft(Math.Max(0, shape.Width - lead.Length), '0');
        }

        PutPadded(lead + digits, shape, null);
    }

    private static long? NumberOf(Value? value)
    {
        switch (value is null ? "0" : value.Exact)
        {
            case null:
                return null;
            case "":
                return 0;
            case ['\'' or '"', var letter, ..]:
                return char.IsSurrogate(letter) ? null : letter;
            case ['0', 'x' or 'X', .. var hex]:
                return long.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var parsed) && parsed >= 0 ? parsed : null;
            case ['0', _, ..] text:
                return text.Length < 20 && text.All(static digit => digit is >= '0' and <= '7') ? System.Convert.ToInt64(text, 8) : null;
            case var text:
                return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && text is not ['+' or '-', '0', _, ..] ? number : null;
        }
    }
}
