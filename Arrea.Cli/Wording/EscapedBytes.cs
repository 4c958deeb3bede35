using System.Globalization;
using System.Text;

namespace Arrea.Cli.Wording;

/// <summary>Bytes as they are typed: text with escapes.</summary>
internal static class EscapedBytes
{
    private const string Letters = "abfnrtv\\";
    private const string Meanings = "\a\b\f\n\r\t\v\\";

    /// <summary>Reads text with <c>\n</c>, <c>\t</c>, <c>\0</c>, <c>\037</c>, <c>\x1f</c> and the like; null when it is empty, or an escape is not known.</summary>
    public static byte[]? Parse(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return text.Length == 0 ? null : BytesOf(text);
        }

        List<byte> bytes = [];
        for (var at = 0; at < text.Length;)
        {
            if (text[at] != '\\')
            {
                var end = text.IndexOf('\\', at) is var next and >= 0 ? next : text.Length;
                bytes.AddRange(BytesOf(text[at..end]));
                at = end;
            }
            else if (Escape(text.AsSpan(at + 1), out var length) is { } value)
            {
                bytes.Add(value);
                at += 1 + length;
            }
            else
            {
                return null;
            }
        }

        return [.. bytes];
    }

    private static byte? Escape(ReadOnlySpan<char> text, out int length)
    {
        length = 1;
        if (text.IsEmpty)
        {
            return null;
        }

        if (Letters.IndexOf(text[0], StringComparison.Ordinal) is var letter and >= 0)
        {
            return (byte)Meanings[letter];
        }

        var isHex = text[0] == 'x';
        var digits = isHex ? text[1..] : text;
        var count = 0;
        while (count < digits.Length && count < (isHex ? 2 : 3) && (isHex ? char.IsAsciiHexDigit(digits[count]) : digits[count] is >= '0' and <= '7'))
        {
            count++;
        }

        length = count + (isHex ? 1 : 0);
        var value = 0;
        foreach (var digit in digits[..count])
        {
            value = (value * (isHex ? 16 : 8)) + int.Parse([digit], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        }

        return count > 0 && value <= byte.MaxValue ? (byte)value : null;
    }

    private static byte[] BytesOf(string text) => Utf8Text.Encode(text) ?? Encoding.UTF8.GetBytes(text);
}
