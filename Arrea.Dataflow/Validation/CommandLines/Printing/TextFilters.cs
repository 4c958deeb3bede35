using System.Globalization;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines.Printing;

/// <summary>Commands that pass text on, some of it, or in another order.</summary>
internal static class TextFilters
{
    private const int MostLines = 1024;

    public static Flow Cat(Printer printer)
    {
        var source = printer.Source(0);
        return printer.Line.Options.Count == 0 || printer.Line.Has("-u") ? source : Flow.Unknown(source.Origins);
    }

    /// <summary>Lines in another order, or fewer of them: as items.</summary>
    public static Flow Lines(Printer printer, int from)
    {
        var source = printer.Source(from);
        if (source.Text is not { } text)
        {
            return source with { Text = null };
        }

        var isOther = printer.Name is "sort" or "uniq" or "shuf" && !printer.Line.Options.All(static option => KeepsLines(option.Name));
        if (isOther && printer.Name != "sort")
        {
            // Counts before the lines, arguments as lines: another text.
            return Flow.Unknown(source.Origins);
        }

        var lines = Values.Split(text, "\n", keepEmpty: true, MostLines);
        return lines.Count < 2 && !isOther ? source : new Flow(null, !isOther && lines.Count < MostLines ? lines : null, source.Origins);
    }

    private static bool KeepsLines(string option)
        => option is "-r" or "--reverse" or "-u" or "--unique" or "-n" or "--numeric-sort" or "-h" or "--human-numeric-sort" or "-V" or "--version-sort" or "-g" or "-f" or "--ignore-case"
            or "-b" or "-d" or "-k" or "--key" or "-t" or "--field-separator" or "-s" or "--stable";

    public static Flow Grep(Printer printer)
    {
        var from = printer.Line.Has("-e", "-f", "--regexp", "--file") ? 0 : 1;
        if (printer.Line.Has("-c", "--count"))
        {
            return Numbers.One(printer);
        }

        if (printer.Line.Has("-l", "-L", "--files-with-matches", "--files-without-match", "--files"))
        {
            return Listings.Matching(printer, from);
        }

        var isWhole = !printer.Line.Has("-o", "-n", "-H", "-b", "-r", "-R", "--only-matching", "--line-number", "--recursive") && printer.Name is not ("rg" or "ag");
        var source = printer.Source(from);
        return !isWhole ? Flow.Unknown(source.Origins)
            : Lines(printer, from) is { Text: null } lines ? lines
            : new Flow(null, [Values.Split(source.Text!, "\n", keepEmpty: false, MostLines) is [var line, ..] ? line : Value.Of("", printer.Span)], source.Origins);
    }

    public static Flow HeadOrTail(Printer printer)
    {
        var isHead = printer.Name == "head";
        var operands = printer.Line.Operands;
        var source = printer.Source(0);
        var options = printer.Line.Options.Where(static option => option.Name is not ("-q" or "--quiet" or "--silent")).ToList();
        if (source.Exact is not { } text || operands.Count > 1 || options.Count > 1 || !options.TrueForAll(static option => option.Name is "-n" or "--lines" or "-c" or "--bytes" || option.Name.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0))
        {
            return source with { Text = null };
        }

        if (printer.Line.ValueOf("-c", "--bytes") is { } bytes)
        {
            return System.Text.Ascii.IsValid(text) && bytes.Exact is { } size && int.TryParse(size.TrimStart('+'), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                ? Printer.Derived(Part(text, count, isHead, size[0] == '+'), printer.Span, source.Origins)
                : Flow.Unknown(source.Origins);
        }

        var given = printer.Line.ValueOf("-n", "--lines") is { } lines ? lines.Exact : ShortCount(printer) ?? "10";
        if (given is not { Length: > 0 } || !int.TryParse(given.TrimStart('+'), NumberStyles.None, CultureInfo.InvariantCulture, out var most))
        {
            return Flow.Unknown(source.Origins);
        }

        var all = (text.EndsWith('\n') ? text[..^1] : text).Split('\n');
        IEnumerable<string> kept = isHead ? all.Take(most) : given[0] == '+' ? all.Skip(most - 1) : all.TakeLast(most);
        return Printer.Derived(string.Concat(kept.Select(static line => line + "\n")), printer.Span, source.Origins);
    }

    public static Flow Rev(Printer printer)
    {
        var source = printer.Source(0);
        return source.Exact is { } text
            ? Printer.Derived(Reversed(text), printer.Span, source.Origins)
            : Flow.Unknown(source.Origins);
    }

    public static Flow Tac(Printer printer)
    {
        var source = printer.Source(0);
        return source.Exact is { } text && text.EndsWith('\n') && printer.Line.Options.Count == 0
            ? Printer.Derived(string.Concat(text[..^1].Split('\n').Reverse().Select(static line => line + "\n")), printer.Span, source.Origins)
            : source with { Text = null };
    }

    private static string Reversed(string text)
        => string.Create(text.Length, text, static (all, text) =>
        {
            text.CopyTo(all);
            for (var rest = all; rest.Length > 0;)
            {
                var end = rest.IndexOf('\n');
                (end < 0 ? rest : rest[..end]).Reverse();
                rest = end < 0 ? [] : rest[(end + 1)..];
            }
        });

    // head -5
    private static string? ShortCount(Printer printer)
    {
        foreach (var argument in printer.Arguments)
        {
            if (argument.Exact is ['-', .. var digits] && digits.Length > 0 && digits.All(char.IsAsciiDigit))
            {
                return digits;
            }
        }

        return null;
    }

    private static string Part(string text, int count, bool isHead, bool isFrom)
        => isHead ? text[..Math.Min(count, text.Length)]
            : isFrom ? text[Math.Min(Math.Max(0, count - 1), text.Length)..]
            : text[Math.Max(0, text.Length - count)..];
}
