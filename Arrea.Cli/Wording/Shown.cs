using System.Globalization;
using System.Text;

namespace Arrea.Cli.Wording;

/// <summary>Text of others, made fit to be shown: no control codes, no line breaks.</summary>
internal static class Shown
{
    private const int MessageLength = 200;

    /// <summary>A command inside a message of one line.</summary>
    public static string Command(string text) => Text(text, MessageLength);

    /// <summary>A command as a string of JSON: unchanged, unless it is one that no text can carry unchanged.</summary>
    public static string Json(string text) => Utf8Text.IsWellFormed(text) ? text : Text(text);

    /// <summary>Text of several lines, each as <see cref="Text"/> has it.</summary>
    public static string Lines(string text) => string.Join('\n', text.Split('\n').Select(static line => Text(line)));

    /// <summary>Text on one line: what is not printable as <c>\n</c> or <c>\x1B</c>, what is too long with an ellipsis.</summary>
    /// <param name="text">The text. A byte that was not UTF-8 stands in it as <see cref="Utf8Text"/> has it.</param>
    /// <param name="limit">The most characters; null for all.</param>
    public static string Text(string text, int? limit = null)
    {
        if (limit is { } most && text.Length > most)
        {
            var end = char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1;
            text = string.Concat(text.AsSpan(0, end), "…");
        }

        if (!text.AsSpan().ContainsAnyInRange('\0', '\x1F') && !text.AsSpan().ContainsAnyInRange('\x7F', '\x9F')
            && !text.AsSpan().ContainsAnyInRange('\u2028', '\u202E') && !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF'))
        {
            return text;
        }

        var shown = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                shown.Append(text, i++, 2);
            }
            else
            {
                Append(shown, text[i]);
            }
        }

        return shown.ToString();
    }

    private static void Append(StringBuilder shown, char character)
    {
        switch (character)
        {
            case '\n':
                shown.Append("\\n");
                break;
            case '\r':
                shown.Append("\\r");
                break;
            case '\t':
                shown.Append("\\t");
                break;
            case >= Utf8Text.FirstByte and <= Utf8Text.LastByte:
                shown.Append(CultureInfo.InvariantCulture, $"\\x{Utf8Text.ByteOf(character):X2}");
                break;
            case < ' ' or (>= '\x7F' and <= '\x9F'):
                shown.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:X2}");
                break;
            case (>= '\u2028' and <= '\u202E') or (>= '\uD800' and <= '\uDFFF'):
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}");
                break;
            default:
                shown.Append(character);
                break;
        }
    }
}
