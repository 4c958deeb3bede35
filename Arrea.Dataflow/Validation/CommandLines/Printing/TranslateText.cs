using System.Text;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines.Printing;

/// <summary><c>tr</c> with sets that are known.</summary>
internal static class TranslateText
{
    private const int MostLetters = 512;

    public static Flow Of(Printer printer)
    {
        var line = printer.Line;
        var source = printer.Input;
        if (line.Has("-c", "-C", "--complement", "-t", "--truncate-set1") || (line.Has("-d", "--delete") && line.Has("-s", "--squeeze-repeats")) || line.Operands is not [{ Exact: { } first }, ..] || Set(first) is not { } from)
        {
            return Flow.Unknown(source.Origins);
        }

        if (source.Exact is not { } text)
        {
            // tr '\n' '\0' changes what parts the items, not the items.
            return source.Items is { } items && first is "\\n" or "\n" or "\\0" or "\\000" ? new Flow(null, source.Items, source.Origins) : Flow.Unknown(source.Origins);
        }

        var isSqueezed = line.Has("-s", "--squeeze-repeats");
        if (line.Has("-d", "--delete"))
        {
            return Printer.Derived(string.Concat(text.Where(letter => !from.Contains(letter, StringComparison.Ordinal))), printer.Span, source.Origins);
        }

        var to = line.Operands is [_, { Exact: { } second }, ..] ? Set(second) : isSqueezed ? from : null;
        return to is { Length: > 0 } ? Printer.Derived(Translate(text, from, to, isSqueezed), printer.Span, source.Origins) : Flow.Unknown(source.Origins);
    }

    private static string Translate(string text, string from, string to, bool isSqueezed)
    {
        var translated = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            var at = from.LastIndexOf(letter);
            var by = at < 0 ? letter : to[Math.Min(at, to.Length - 1)];
            if (!isSqueezed || translated.Length == 0 || translated[^1] != by || !to.Contains(by, StringComparison.Ordinal))
            {
                translated.Append(by);
            }
        }

        return translated.ToString();
    }

    // Letters, escapes, ranges and classes; null where it is something else.
    private static string? Set(string text)
    {
        var set = new StringBuilder();
        for (var at = 0; at < text.Length && set.Length < MostLetters;)
        {
            if (text[at] == '[' && at + 1 < text.Length && text[at + 1] == ':')
            {
                var end = text.IndexOf(":]", at + 2, StringComparison.Ordinal);
                if (end < 0 || Class(text[(at + 2)..end]) is not { } letters)
                {
                    return null;
                }

                set.Append(letters);
                at = end + 2;
                continue;
            }

            if (text[at] == '[' && (text.AsSpan(at).Contains('*') || text.AsSpan(at).Contains('=')))
            {
                // [=a=] and [a*3].
                return null;
            }

            var letter = One(text, ref at);
            if (at + 1 < text.Length && text[at] == '-')
            {
                at++;
                var last = One(text, ref at);
                for (int next = letter; next <= last && set.Length < MostLetters; next++)
                {
                    set.Append((char)next);
                }
            }
            else
            {
                set.Append(letter);
            }
        }

        return set.ToString();
    }

    private static char One(string text, ref int at)
    {
        if (text[at] != '\\' || at + 1 >= text.Length)
        {
            return text[at++];
        }

        if (!"abfnrtv01234567".Contains(text[at + 1], StringComparison.Ordinal))
        {
            at += 2;
            return text[at - 1];
        }

        return EscapedText.Read(text, ref at, isFormat: true) is { Length: > 0 } escape ? escape[^1] : '\\';
    }

    private static string? Class(string name)
        => name switch
        {
            "lower" => "abcdefghijklmnopqrstuvwxyz",
            "upper" => "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "digit" => "0123456789",
            "alpha" => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
            "alnum" => "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
            "space" => " \t\n\r\v\f",
            "blank" => " \t",
            "punct" => "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
            _ => null,
        };
}
