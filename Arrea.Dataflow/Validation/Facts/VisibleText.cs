using System.Globalization;
using System.Text;

namespace Arrea.Dataflow.Validation.Facts;

/// <summary>Text of others, on one line and without anything that a terminal would obey or not show.</summary>
internal static class VisibleText
{
    /// <summary>The text, in which what cannot be seen is written as <c>\n</c>, <c>\x1B</c> or <c>\u202E</c>.</summary>
    public static string Of(string text)
    {
        StringBuilder? visible = null;
        for (var i = 0; i < text.Length; i++)
        {
            var written = Written(text[i]);
            if (written is null)
            {
                visible?.Append(text[i]);
                continue;
            }

            visible ??= new StringBuilder(text, 0, i, text.Length + 16);
            visible.Append(written);
        }

        return visible?.ToString() ?? text;
    }

    private static string? Written(char character) => character switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        < ' ' or (>= '\x7F' and <= '\x9F') => string.Create(CultureInfo.InvariantCulture, $"\\x{(int)character:X2}"),
        '\u00A0' => "\\u00A0",
        _ => char.GetUnicodeCategory(character) is UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}")
            : null,
    };
}
