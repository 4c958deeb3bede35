using System.Buffers;
using System.Globalization;
using System.Text;

namespace Arrea.Dataflow.Validation.Rules.Disguises;

/// <summary>Finds characters that make a text look like another one. One pass over the text.</summary>
internal static class DisguiseFinder
{
    private const int Most = 32;

    // Cyrillic and Greek letters that are drawn like Latin ones.
    private const string Twins = "\u0430\u0441\u0435\u043E\u0440\u0445\u0443\u0456\u0455\u0458\u0501\u051B\u051D\u04BB\u043A\u043C\u0442\u0432\u043D\u0433\u0410\u0412\u0415\u041A\u041C\u041D\u041E\u0420\u0421\u0422\u0423\u0425\u03B1\u03BF\u03C1\u03BD\u03B9\u03BA\u03C4\u0391\u0392\u0395\u0396\u0397\u0399\u039A\u039C\u039D\u039F\u03A1\u03A4\u03A5\u03A7";
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "\t\n !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>The first disguises of a text, in order.</summary>
    public static IReadOnlyList<Disguise> Of(string text)
    {
        var first = text.AsSpan().IndexOfAnyExcept(Plain);
        if (first < 0)
        {
            return [];
        }

        var found = new List<Disguise>();
        var quoting = new QuotingScanner(text);
        for (var at = 0; at < text.Length && found.Count < Most; at++)
        {
            var isQuoted = quoting.Next(at);
            if (!Plain.Contains(text[at]) && KindOf(text, at, isQuoted) is { } kind)
            {
                _ = Rune.TryGetRuneAt(text, at, out var rune);
                found.Add(new(kind, at..(at + 1), $"U+{rune.Value:X4}"));
            }
        }

        return found;
    }

    /// <summary>Whether a word mixes Latin letters with letters of another script that look like them.</summary>
    public static bool IsMixed(ReadOnlySpan<char> word)
    {
        var hasLatin = false;
        var hasOther = false;
        foreach (var c in word)
        {
            hasLatin |= char.IsAsciiLetter(c);
            hasOther |= IsLookalikeScript(c);
        }

        return hasLatin && hasOther;
    }

    /// <summary>Whether the name of a command is made of letters that only look like Latin ones, or carries marks over its letters.</summary>
    public static bool IsLookalikeName(string name)
    {
        var others = 0;
        foreach (var c in name)
        {
            if (char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
            {
                return true;
            }

            if (c > '\u007F' && char.IsLetter(c) && !Twins.Contains(c, StringComparison.Ordinal))
            {
                return false;
            }

            others += c > '\u007F' ? 1 : 0;
        }

        return others > 0;
    }

    private static string? KindOf(string text, int at, bool isQuoted)
    {
        var c = text[at];
        return c switch
        {
            '\r' => at + 1 == text.Length || text[at + 1] == '\n' ? null : "control",
            < ' ' or (>= '\u007F' and <= '\u009F') => "control",
            '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') => "bidi",
            '\u200C' or '\u200D' or '\uFE0F' => isQuoted && IsBetweenOthers(text, at) ? null : "invisible",
            '\u00AD' or '\u034F' or '\u115F' or '\u1160' or '\u17B4' or '\u17B5' or '\u180E' or '\u200B' or (>= '\u2060' and <= '\u2065') or (>= '\u206A' and <= '\u206F')
                or '\u3164' or '\uFEFF' or '\uFFA0' or (>= '\uFFF9' and <= '\uFFFB') => "invisible",
            '\uDB40' => "invisible",
            '\u2028' or '\u2029' => "space",
            '\u00A0' or '\u1680' or (>= '\u2000' and <= '\u200A') or '\u202F' or '\u205F' or '\u3000' or '\u2800' => isQuoted ? null : "space",
            (>= '\u2018' and <= '\u201F') or '\u2032' or '\u2033' or '\u2035' or '\u2036' or '\u00B4' or '\u02B9' or '\u02BC' or '\u02C8' or '\u00AB' or '\u00BB' => isQuoted ? null : "confusable",
            (>= '\u2010' and <= '\u2015') or '\u2043' or '\u2212' or '\uFE58' or '\uFE63' or '\u2E3A' or '\u2E3B' => isQuoted ? null : "confusable",
            (>= '\uFF01' and <= '\uFF5E') or '\u037E' or '\u2044' or '\u2215' or '\u2216' or '\u2223' or '\u29F8' or '\u29F9' or '\uFE68' or '\u01C0' or '\u2024' or '\u204F' or '\u061B' => isQuoted ? null : "confusable",
            // Letters of mathematics, in circles, and numbers of Rome: whole alphabets that look like Latin.
            '\uD835' or (>= '\u2160' and <= '\u217F') or (>= '\u24B6' and <= '\u24E9') or (>= '\u210A' and <= '\u2115') or (>= '\u2119' and <= '\u211D') or (>= '\u212A' and <= '\u2134') or (>= '\u2145' and <= '\u2149') => isQuoted ? null : "confusable",
            _ => !isQuoted && IsLookalikeScript(c) && IsMixed(WordAround(text, at)) ? "confusable" : null,
        };
    }

    // Cyrillic, Greek, Armenian, Cherokee, and letters of mathematics and phonetics.
    private static bool IsLookalikeScript(char c)
        => c is (>= '\u0370' and <= '\u052F') or (>= '\u0531' and <= '\u0587') or (>= '\u13A0' and <= '\u13FF') or '\u0131' or '\u017F' or (>= '\u0250' and <= '\u02AF') or (>= '\u1D00' and <= '\u1DBF');

    private static bool IsBetweenOthers(string text, int at) => at > 0 && text[at - 1] > '\u007F' && (text[at] == '\uFE0F' || (at + 1 < text.Length && text[at + 1] > '\u007F'));

    private static ReadOnlySpan<char> WordAround(string text, int at)
    {
        int from = at, to = at;
        for (; from > 0 && at - from < 64 && IsOfWord(text[from - 1]); from--)
        {
        }

        for (; to < text.Length && to - at < 64 && IsOfWord(text[to]); to++)
        {
        }

        return text.AsSpan(from, to - from);
    }

    private static bool IsOfWord(char c) => char.IsLetterOrDigit(c) || char.IsSurrogate(c);
}
