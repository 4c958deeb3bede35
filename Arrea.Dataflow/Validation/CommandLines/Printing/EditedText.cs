using System.Buffers;
using System.Globalization;
using System.Text;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines.Printing;

/// <summary>Filters with a language of their own, as far as one simple sentence of it goes: <c>sed 's/a/b/'</c>, <c>awk '{print $1}'</c>, <c>cut -c2-</c>, <c>jq -n '"a"'</c>.</summary>
internal static class EditedText
{
    private const int MostText = 8192;

    private static readonly SearchValues<char> NotPlain = SearchValues.Create(".*[\\+?(){}|");

    /// <summary>What it prints, where both the text that it reads and what it does to it are known; else null.</summary>
    public static Flow? Of(Printer printer)
        => printer.Name switch
        {
            "sed" => Sed(printer),
            "awk" => Awk(printer),
            "cut" => Cut(printer),
            "jq" => Jq(printer),
            _ => null,
        };

    // s/pattern/text/ with a pattern of plain letters, or of one end of the line.
    private static Flow? Sed(Printer printer)
    {
        var named = printer.Line.ValueOf("-e", "--expression");
        if (printer.Line.Options.Any(static option => option.Name is not ("-e" or "--expression" or "-E" or "-r" or "--regexp-extended"))
            || printer.Line.Options.Count(static option => option.Value is not null) > 1
            || (named ?? (printer.Line.Operands is [var first, ..] ? first : null))?.Exact is not ['s', var delimiter, ..] script
            || Source(printer, named is null ? 1 : 0) is not { } source)
        {
            return null;
        }

        // A delimiter behind a backslash stands for itself.
        string[] parts = [.. script[2..].Replace($"\\{delimiter}", "\uE000", StringComparison.Ordinal).Split(delimiter).Select(part => part.Replace('\uE000', delimiter))];
        if (parts is not [var pattern, var by, "" or "g" or "1" or "I" or "i"] || pattern.AsSpan().ContainsAny(NotPlain) || by.AsSpan().ContainsAny('&', '\\'))
        {
            return null;
        }

        // An anchor at both ends, or one in the middle, is more than is followed here; so is the empty pattern, which is that of before.
        var inner = pattern is ['^' or '$'] ? "" : pattern.TrimStart('^') is { Length: > 0 } started && pattern[0] == '^' ? started : pattern.EndsWith('$') ? pattern[..^1] : pattern;
        if (pattern.Length == 0 || delimiter is '\n' or '\\' || inner.AsSpan().ContainsAny('^', '$'))
        {
            return null;
        }

        var isAll = parts[2] == "g";
        var comparison = parts[2] is "I" or "i" ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        return EachLine(printer, source, line => pattern switch
        {
            "^" => by + line,
            "$" => line + by,
            ['^', .. var start] => line.StartsWith(start, comparison) ? by + line[start.Length..] : line,
            [.. var end, '$'] => line.EndsWith(end, comparison) ? line[..^end.Length] + by : line,
            _ when isAll => line.Replace(pattern, by, comparison),
            _ => line.IndexOf(pattern, comparison) is >= 0 and var at ? line[..at] + by + line[(at + pattern.Length)..] : line,
        });
    }

    private static Flow? Awk(Printer printer)
    {
        if (printer.Line.Options.Count > 0 || printer.Line.Operands is not [{ Exact: { } code }, ..])
        {
            return null;
        }

        var program = code.Trim();
        var isFirst = program.StartsWith("BEGIN", StringComparison.Ordinal);
        program = isFirst ? program["BEGIN".Length..].Trim() : program;
        if (program is not ['{', .. var body, '}'] || body.AsSpan().ContainsAny('{', '}'))
        {
            return null;
        }

        body = body.Trim().TrimEnd(';').Trim();
        var isPlain = body.StartsWith("printf", StringComparison.Ordinal);
        if (!body.StartsWith("print", StringComparison.Ordinal) || AwkTerms(body[(isPlain ? 6 : 5)..]) is not { } terms || (isPlain && (terms is not [['"', .. var only]] || only.Contains('%', StringComparison.Ordinal))))
        {
            return null;
        }

        var ending = isPlain ? "" : "\n";
        if (isFirst)
        {
            return terms.Any(static term => term[0] == '$') ? null : Flow.Of(Value.Of(Printed(terms, "") + ending, printer.Span));
        }

        return Source(printer, 1) is { } source ? EachLine(printer, source, line => Printed(terms, line), ending) : null;
    }

    // "text", $1, and a comma as a blank; null for anything else.
    private static List<string>? AwkTerms(string text)
    {
        var terms = new List<string>();
        for (var at = 0; at < text.Length; at++)
        {
            var start = at;
            switch (text[at])
            {
                case ' ' or '\t':
                    continue;
                case ',':
                    terms.Add("\" ");
                    continue;
                case '$':
                    while (at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]))
                    {
                        at++;
                    }

                    if (at == start || at - start > 3)
                    {
                        return null;
                    }

                    terms.Add(text[start..(at + 1)]);
                    continue;
                case '"':
                    var end = text.IndexOf('"', at + 1);
                    if (end < 0 || text[at..end].Contains('\\', StringComparison.Ordinal))
                    {
                        return null;
                    }

                    terms.Add(text[at..end]);
                    at = end;
                    continue;
                default:
                    return null;
            }
        }

        return terms.Count == 0 ? ["$0"] : terms;
    }

    private static string Printed(List<string> terms, string line)
    {
        var text = new StringBuilder();
        var fields = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        foreach (var term in terms)
        {
            var index = term[0] == '$' ? int.Parse(term.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture) : -1;
            text.Append(index switch
            {
                < 0 => term[1..],
                0 => line,
                _ when index <= fields.Length => fields[index - 1],
                _ => "",
            });
        }

        return text.ToString();
    }

    private static Flow? Cut(Printer printer)
    {
        var line = printer.Line;
        var letters = line.ValueOf("-c", "-b", "--characters", "--bytes")?.Exact;
        var fields = line.ValueOf("-f", "--fields")?.Exact;
        var delimiter = line.ValueOf("-d", "--delimiter") is { } given ? given.Exact : "\t";
        if ((letters is null) == (fields is null) || delimiter is not { Length: 1 } || line.Options.Any(static option => option.Name is not ("-c" or "-b" or "--characters" or "--bytes" or "-f" or "--fields" or "-d" or "--delimiter"))
            || Source(printer, 0) is not { } source || !System.Text.Ascii.IsValid(source.Exact!))
        {
            return null;
        }

        var spans = new List<(int From, int To)>();
        foreach (var part in (letters ?? fields!).Split(','))
        {
            var dash = part.IndexOf('-', StringComparison.Ordinal);
            var from = dash < 0 ? part : part[..dash];
            var to = dash < 0 ? part : part[(dash + 1)..];
            if (!int.TryParse(from.Length == 0 ? "1" : from, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
                || !int.TryParse(to.Length == 0 ? "8192" : to, NumberStyles.None, CultureInfo.InvariantCulture, out var last) || spans.Count > 16)
            {
                return null;
            }

            spans.Add((first, last));
        }

        return EachLine(printer, source, text =>
        {
            if (letters is not null)
            {
                return string.Concat(text.Where((_, at) => spans.Exists(span => at + 1 >= span.From && at + 1 <= span.To)));
            }

            return text.Contains(delimiter, StringComparison.Ordinal)
                ? string.Join(delimiter, text.Split(delimiter).Where((_, at) => spans.Exists(span => at + 1 >= span.From && at + 1 <= span.To)))
                : text;
        });
    }

    // A text that is the whole program: jq -n '"a"'.
    private static Flow? Jq(Printer printer)
    {
        if (!printer.Line.Has("-n", "--null-input") || printer.Line.Operands is not [{ Exact: { } code }] || code.Trim() is not ['"', .. var text, '"'] || text.AsSpan().ContainsAny('"', '\\'))
        {
            return null;
        }

        return Flow.Of(Value.Of((printer.Line.Has("-r", "--raw-output", "-j") ? text : $"\"{text}\"") + "\n", printer.Span));
    }

    private static Flow? Source(Printer printer, int from)
        => printer.Source(from) is { Exact: { Length: <= MostText } } source ? source : null;

    private static Flow EachLine(Printer printer, Flow source, Func<string, string> edit, string ending = "\n")
    {
        var text = source.Exact!;
        return text.Length == 0 ? source
            : Printer.Derived(string.Concat((text.EndsWith('\n') ? text[..^1] : text).Split('\n').Select(line => edit(line) + ending)), printer.Span, source.Origins);
    }
}
