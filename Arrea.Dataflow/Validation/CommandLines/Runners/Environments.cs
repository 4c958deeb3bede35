using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines.Runners;

/// <summary><c>env</c>: a command with another environment.</summary>
internal static class Environments
{
    public static void Env(InnerFinder inner) => Find(inner, inner.Line, 0);

    private static void Find(InnerFinder inner, CommandLine line, int depth)
    {
        if (line.Has("--help", "--version"))
        {
            return;
        }

        if (line.ValueOf("-S", "--split-string") is { } joined && depth < 3)
        {
            // The words of the string stand before the other operands, and may be options of env themselves.
            Find(inner, CommandLineParser.Parse("env", [.. SplitString(joined), .. line.Operands]), depth + 1);
            return;
        }

        var words = line.Operands;
        var variables = new List<Variable>();
        var at = 0;
        for (; at < words.Count; at++)
        {
            if (Assignment.OfAny(words[at]) is { } variable)
            {
                variables.Add(variable);
            }
            else if (words[at].Exact != "-")
            {
                break;
            }
        }

        if (at < words.Count)
        {
            Value[] rest = [.. words.Skip(at)];
            inner.Add(new InnerCommand(Values.SpanOf(rest), RunContext.None, rest, variables) { Directory = line.ValueOf("-C", "--chdir") });
        }
    }

    private static IReadOnlyList<Value> SplitString(Value joined)
        => joined.Exact is { } text ? [.. PlainWords.Split(text, 64).Select(word => Value.Of(word, joined.Span))] : Values.Split(joined, " \t\n", keepEmpty: false, 64);
}
