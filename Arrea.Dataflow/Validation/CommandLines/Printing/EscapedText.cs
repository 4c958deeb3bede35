using System.Globalization;

namespace Arrea.Dataflow.Validation.CommandLines.Printing;

/// <summary>Escapes with a backslash, as <c>printf</c> and <c>echo -e</c> know them.</summary>
internal static class EscapedText
{
    /// <summary>Reads the escape behind a backslash.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where the backslash stands; afterwards, behind the escape.</param>
    /// <param name="isFormat">Whether it is the format of printf, where an octal number needs no zero before it.</param>
    /// <param name="isEcho">Whether it is echo, where an octal number needs a zero before it.</param>
    /// <returns>What stands for it; null where the output ends: <c>\c</c>.</returns>
    public static string? Read(string text, ref int at, bool isFormat, bool isEcho = false)
    {
        if (++at >= text.Length)
        {
            return "\\";
        }

        var letter = text[at++];
        switch (letter)
        {
            case 'a':
                return "\a";
            case 'b':
                return "\b";
            case 'c' when !isFormat:
                return null;
            case 'e' or 'E':
                return "\u001b";
            case 'f':
                return "\f";
            case 'n':
                return "\n";
            case 'r':
                return "\r";
            case 't':
                return "\t";
            case 'v':
                return "\v";
            case '\\':
                return "\\";
            case '"' or '\'' or '?' when isFormat:
                return letter.ToString();
            case 'x':
                return Number(text, ref at, NumberStyles.HexNumber, 2, "\\x");
            case 'u':
                return Number(text, ref at, NumberStyles.HexNumber, 4, "\\u");
            case 'U':
                return Number(text, ref at, NumberStyles.HexNumber, 8, "\\U");
            case '0':
                at -= isFormat ? 1 : 0;
                return Octal(text, ref at);
            case >= '1' and <= '7' when !isEcho:
                at--;
                return Octal(text, ref at);
            default:
                // What follows may be a conversion in its turn.
                at--;
                return "\\";
        }
    }

    /// <summary>The text with all escapes read, and whether it ended at one that ends the output.</summary>
    public static (string Text, bool IsCut) ReadAll(string text, bool isEcho = false)
    {
        var read = new System.Text.StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            if (text[at] != '\\')
            {
                read.Append(text[at++]);
            }
            else if (Read(text, ref at, isFormat: false, isEcho) is { } escape)
            {
                read.Append(escape);
            }
            else
            {
                return (read.ToString(), true);
            }
        }

        return (read.ToString(), false);
    }

    private static string Octal(string text, ref int at)
    {
        var number = 0;
        for (var digits = 0; digits < 3 && at < text.Length && text[at] is >= '0' and <= '7'; digits++)
        {
            number = (number * 8) + (text[at++] - '0');
        }

        return ((char)(number & 0xff)).ToString();
    }

    private static string Number(string text, ref int at, NumberStyles style, int most, string otherwise)
    {
        var start = at;
        while (at < text.Length && at - start < most && char.IsAsciiHexDigit(text[at]))
        {
            at++;
        }

        return at == start ? otherwise
            : int.TryParse(text.AsSpan(start, at - start), style, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 0x10ffff and not (>= 0xd800 and <= 0xdfff)
                ? char.ConvertFromUtf32(number)
                : "\uFFFD";
    }
}
