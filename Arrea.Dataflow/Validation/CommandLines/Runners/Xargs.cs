using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines.Runners;

/// <summary><c>xargs</c>: a command with the items of its standard input behind it, or in place of a word.</summary>
internal static class Xargs
{
    private const int MostCommands = 32;
    private const int MostWords = 4096;
    private const int MostItems = 1024;

    public static void Find(InnerFinder inner)
    {
        var line = inner.Line;
        if (line.Has("--help", "--version"))
        {
            return;
        }

        IReadOnlyList<Value> words = line.Operands.Count > 0 ? line.Operands : [Value.Of("echo", inner.Invocation.Command.Span)];
        var file = line.ValueOf("-a", "--arg-file");
        var input = file is null ? inner.Invocation.Input : Flow.Unknown(Origins.File);
        var token = TokenOf(line);
        var items = ItemsOf(line, input, inner, token is not null);
        if (token is not null)
        {
            foreach (var item in items.Take(Math.Clamp(MostWords / words.Count, 2, MostCommands)))
            {
                inner.Command([.. words.Select(word => Values.Replace(word, token, item))], input: Flow.Empty);
            }

            return;
        }

        var most = MostOf(line);
        var count = 0;
        for (var at = 0; (at < items.Count || (at == 0 && !line.Has("-r", "--no-run-if-empty"))) && count < Math.Clamp(MostWords / words.Count, 2, MostCommands); at += most, count++)
        {
            inner.Command([.. words, .. items.Skip(at).Take(most)], input: Flow.Empty);
        }
    }

    private static string? TokenOf(CommandLine line)
        => line.ValueOf("-I") is { } named ? named.Exact ?? "{}"
            : line.Has("-i", "--replace") ? line.ValueOf("-i", "--replace")?.Exact ?? "{}"
            : null;

    private static int MostOf(CommandLine line)
        => int.TryParse(line.ValueOf("-n", "--max-args", "-L", "-l", "--max-lines")?.Exact, out var most) && most > 0 ? most : MostItems;

    private static IReadOnlyList<Value> ItemsOf(CommandLine line, Flow input, InnerFinder inner, bool byLine)
    {
        if (input.Items is { } known)
        {
            return known;
        }

        if (input.Text is not { } text)
        {
            return [Values.Unknown("its standard input", input.Origins, inner.Invocation.Command.Span, UnknownTraits.Many | UnknownTraits.Splits)];
        }

        if (line.Has("-0", "--null"))
        {
            return Values.Split(text, "\0", keepEmpty: true, MostItems);
        }

        if (line.ValueOf("-d", "--delimiter")?.Exact is { Length: > 0 } delimiter)
        {
            return Values.Split(text, delimiter is "\\n" or "\n" ? "\n" : delimiter == "\\0" ? "\0" : delimiter == "\\t" ? "\t" : delimiter[..1], keepEmpty: true, MostItems);
        }

        if (byLine)
        {
            return [.. Values.Split(text, "\n", keepEmpty: false, MostItems).Select(LineItem)];
        }

        return text.Exact is { } exact
            ? [.. PlainWords.Split(exact, MostItems).Select(word => Value.Of(word, text.Span))]
            : Values.Split(text, " \t\n", keepEmpty: false, MostItems);
    }

    // A line loses the blanks at its beginning, and its quotes.
    private static Value LineItem(Value line)
        => line.Exact is { } text
            ? Value.Of(string.Concat(PlainWords.Split(text.TrimStart(' ', '\t').Replace(" ", "\\ ", StringComparison.Ordinal), 1)), line.Span)
            : line;
}
