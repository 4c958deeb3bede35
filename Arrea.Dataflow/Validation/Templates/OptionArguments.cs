using Arrea.Dataflow.Validation.CommandLines;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Templates;

/// <summary>Finds arguments of a template that a command would read as options.</summary>
internal static class OptionArguments
{
    // Commands to which text that begins with a dash is data, wherever it stands.
    private static readonly string[] Printing = ["echo", "test", "[", "true", "false", ":"];

    /// <summary>The first of them; null where there is none.</summary>
    /// <param name="expansion">The template with arguments in it.</param>
    /// <param name="facts">What its text would do.</param>
    public static Injection? Find(Expansion expansion, IReadOnlyList<Fact> facts)
    {
        var suspects = expansion.Leading.Where(static argument => argument.LooksLikeOption).ToList();
        if (suspects.Count == 0)
        {
            return null;
        }

        (int Order, Range Span, Invocation Invocation)? first = null;
        var byPlace = ByFirst(suspects, static suspect => suspect.WordStart);
        var byValue = ByFirst(suspects, static suspect => suspect.Value);
        foreach (var invocation in facts.OfType<Invocation>())
        {
            HashSet<Value>? data = null;
            for (var at = 0; at < invocation.Arguments.Count; at++)
            {
                var argument = invocation.Arguments[at];
                if (argument.KnownStart is not ['-', ..])
                {
                    continue;
                }

                var order = byPlace.GetValueOrDefault(argument.Span.Start.GetOffset(expansion.Text.Length), int.MaxValue);
                order = argument.Exact is { } value ? Math.Min(order, byValue.GetValueOrDefault(value, int.MaxValue)) : order;
                if (order < (first?.Order ?? int.MaxValue) && !IsPrinted(invocation, at) && !(data ??= DataOf(invocation)).Contains(argument))
                {
                    first = (order, argument.Span, invocation);
                }
            }
        }

        return first is { } found
            ? new Injection("option_argument", found.Span, $"An argument begins with -, and {found.Invocation.Name ?? "the command"} would read it as an option. Write -- before its place.")
            : null;
    }

    /// <summary>The order of the first suspect of each key.</summary>
    private static Dictionary<T, int> ByFirst<T>(List<LeadingArgument> suspects, Func<LeadingArgument, T> keyOf)
        where T : notnull
    {
        var all = new Dictionary<T, int>();
        for (var at = 0; at < suspects.Count; at++)
        {
            all.TryAdd(keyOf(suspects[at]), at);
        }

        return all;
    }

    private static bool IsPrinted(Invocation invocation, int index)
        => Printing.Contains(invocation.Name) || (invocation.Name == "printf" && index > 0 && !invocation.Arguments[0].KnownStart.StartsWith('-'));

    /// <summary>The arguments that are no options: operands, and the value of an option that stands before it as a word of its own.</summary>
    private static HashSet<Value> DataOf(Invocation invocation)
    {
        var line = CommandLineParser.Parse(invocation.Name ?? "", invocation.Arguments);
        var data = new HashSet<Value>(line.Operands, ReferenceEqualityComparer.Instance);
        var values = new HashSet<Value>(line.Options.Select(static option => option.Value).OfType<Value>(), ReferenceEqualityComparer.Instance);
        for (var at = 1; at < invocation.Arguments.Count; at++)
        {
            // Where options are bundled without a dash, as with tar, nobody can be sure.
            if (values.Contains(invocation.Arguments[at]) && invocation.Arguments[at - 1].KnownStart.StartsWith('-'))
            {
                data.Add(invocation.Arguments[at]);
            }
        }

        return data;
    }
}
