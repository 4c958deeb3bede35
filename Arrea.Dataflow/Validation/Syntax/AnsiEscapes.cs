using System.Text;

namespace Arrea.Dataflow.Validation.Syntax;

/// <summary>The escapes of <c>$'…'</c>.</summary>
internal static class AnsiEscapes
{
    /// <summary>What the shell makes of the text between the quotes. Bytes are read as UTF-8; from a NUL on, nothing is left.</summary>
    public static string Decode(ReadOnlySpan<char> text)
    {
        var decoded = new StringBuilder(text.Length);
        var bytes = new List<byte>();
        while (!text.IsEmpty)
        {
            if (text[0] != '\\' || text.Length == 1)
            {
                AppendBytes(decoded, bytes);
                decoded.Append(text[0]);
                text = text[1..];
                continue;
            }

            var length = Escape(text[1..], out var value, out var isByte);
            value = isByte ? value & 0xff : value;
            if (length > 0 && value == 0)
            {
                break;
            }

            if (isByte && length > 0)
            {
                bytes.Add((byte)value);
            }
            else
            {
                AppendBytes(decoded, bytes);
                _ = length == 0
                    ? decoded.Append(text[..2])
                    : decoded.Append(Rune.IsValid(value) ? new Rune(value) : Rune.ReplacementChar);
            }

            text = text[(1 + Math.Max(1, length))..];
        }

        AppendBytes(decoded, bytes);
        return decoded.ToString();
    }

    private static void AppendBytes(StringBuilder decoded, List<byte> bytes)
    {
        if (bytes.Count > 0)
        {
            decoded.Append(Encoding.UTF8.GetString([.. bytes]));
            bytes.Clear();
        }
    }

    /// <summary>Reads what follows a backslash: the length of it, or 0 where it is no escape.</summary>
    private static int Escape(ReadOnlySpan<char> text, out int value, out bool isByte)
    {
        isByte = false;
        value = text[0] switch
        {
            'a' => 7,
            'b' => 8,
            'e' or 'E' => 27,
            'f' => 12,
            'n' => 10,
            'r' => 13,
            't' => 9,
            'v' => 11,
            '\\' or '\'' or '"' or '?' => text[0],
            _ => -1,
        };
        if (value >= 0)
        {
            return 1;
        }

        switch (text[0])
        {
            case >= '0' and <= '7':
                isByte = true;
                return Number(text, 8, 3, out value);
            case 'x' when text.Length > 1 && text[1] == '{':
                // As many digits as there are; the closing brace may be missing.
                isByte = true;
                var braced = 2 + Number(text[2..], 16, int.MaxValue, out value);
                return braced < text.Length && text[braced] == '}' ? braced + 1 : braced;
            case 'x':
                isByte = true;
                return Prefixed(Number(text[1..], 16, 2, out value));
            case 'u':
                return Prefixed(Number(text[1..], 16, 4, out value));
            case 'U':
                return Prefixed(Number(text[1..], 16, 8, out value));
            case 'c' when text.Length > 1:
                value = text[1] == '?' ? 127 : text[1] & 0x1f;
                return 2;
            default:
                return 0;
        }
    }

    private static int Prefixed(int digits) => digits == 0 ? 0 : digits + 1;

    private static int Number(ReadOnlySpan<char> text, int radix, int maxDigits, out int value)
    {
        value = 0;
        var digits = 0;
        while (digits < maxDigits && digits < text.Length && ValueOf(text[digits]) is var digit && digit < radix)
        {
            value = unchecked((value * radix) + digit);
            digits++;
        }

        return digits;
    }

    private static int ValueOf(char digit) => digit switch
    {
        >= '0' and <= '9' => digit - '0',
        >= 'a' and <= 'f' => digit - 'a' + 10,
        >= 'A' and <= 'F' => digit - 'A' + 10,
        _ => int.MaxValue,
    };
}
