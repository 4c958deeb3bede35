using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines.Runners;

/// <summary>What <c>find -exec</c> and <c>fd -x</c> run, with the shapes of what is found in place of <c>{}</c>.</summary>
internal static class FindRuns
{
    private const int MostShapes = 16;
    private const int MostWords = 4096;

    public static void Find(InnerFinder inner)
    {
        var arguments = inner.Arguments;
        IReadOnlyList<Value>? shapes = null;
        for (var at = 0; at < arguments.Count; at++)
        {
            if (arguments[at].Exact is not ("-exec" or "-execdir" or "-ok" or "-okdir") || at + 1 >= arguments.Count)
            {
                continue;
            }

            var end = EndOf(arguments, at + 1);
            IReadOnlyList<Value> words = [.. arguments.Skip(at + 1).Take(end - at - 1)];
            shapes ??= FoundPaths.OfFind(inner.Line, arguments, inner.Invocation.Command.Span);
            Add(inner, words, shapes, arguments[at].Exact is "-execdir" or "-okdir");
            at = end;
        }
    }

    public static void Fd(InnerFinder inner)
    {
        var arguments = inner.Arguments;
        for (var at = 0; at + 1 < arguments.Count; at++)
        {
            if (arguments[at].Exact is "-x" or "-X" or "--exec" or "--exec-batch")
            {
                var end = EndOf(arguments, at + 1);
                List<Value> words = [.. arguments.Skip(at + 1).Take(end - at - 1)];
                if (!words.Exists(static word => Values.Contains(word, "{")))
                {
                    words.Add(Value.Of("{}", arguments[at].Span));
                }

                Add(inner, words, FoundPaths.OfFd(inner.Line, inner.Invocation.Command.Span), isInDirectory: false);
                at = end;
            }
        }
    }

    private static void Add(InnerFinder inner, IReadOnlyList<Value> words, IReadOnlyList<Value> shapes, bool isInDirectory)
    {
        if (words.Count == 0)
        {
            return;
        }

        if (!words.Any(static word => Values.Contains(word, "{}")))
        {
            inner.Command(words);
            return;
        }

        foreach (var shape in shapes.Take(Math.Clamp(MostWords / words.Count, 2, MostShapes)))
        {
            var path = isInDirectory ? Values.OfPattern("./*", shape.Span) : shape;
            Value[] command = [.. words.Select(word => Values.Replace(word, "{}", path))];
            inner.Add(new InnerCommand(Values.SpanOf(words), RunContext.None, command, []) { Directory = isInDirectory ? shape : null });
        }
    }

    private static int EndOf(IReadOnlyList<Value> arguments, int from)
    {
        var at = from;
        while (at < arguments.Count && arguments[at].Exact is not ";" && !(arguments[at].Exact is "+" && at > from && arguments[at - 1].Exact is "{}"))
        {
            at++;
        }

        return at;
    }
}
