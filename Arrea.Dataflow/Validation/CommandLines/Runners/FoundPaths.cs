using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Paths;

namespace Arrea.Dataflow.Validation.CommandLines.Runners;

/// <summary>The shapes of the paths that <c>find</c> and <c>fd</c> come upon.</summary>
internal static class FoundPaths
{
    private const int MostStarts = 16;

    /// <summary>What <c>find</c> finds: each start, and what lies below it, as far as its tests tell.</summary>
    public static IReadOnlyList<Value> OfFind(CommandLine line, IReadOnlyList<Value> arguments, Range span)
    {
        IReadOnlyList<Value> starts = line.Operands.Count > 0 ? line.Operands : [Value.Of(".", span)];
        var names = ValuesOf(line, "-name", "-iname");
        var paths = ValuesOf(line, "-path", "-ipath", "-wholename", "-iwholename");

        // A test that is negated, or one of several, leaves other names as well.
        var isNegated = line.Has("-not") || arguments.Any(static argument => argument.Exact == "!");
        var exact = !isNegated && !line.Has("-o", "-or") && paths is [{ Exact: { } path }] ? path : null;
        var found = new List<Value>();
        foreach (var start in starts.Take(MostStarts))
        {
            if (exact is not null)
            {
                found.Add(Values.OfPattern(exact, start.Span));
                continue;
            }

            if (!HasOnlyBelow(line, !isNegated && (names.Count > 0 || paths.Count > 0)))
            {
                found.Add(start);
            }

            IReadOnlyList<Value> ends = names.Count == 0 || isNegated ? [Values.OfPattern("*", start.Span)] : [.. names.Take(8).Select(name => Pattern(name, start.Span))];
            if (line.ValueOf("-maxdepth")?.Exact != "0")
            {
                found.AddRange(ends.Select(end => DirectoryPath.Below(start, end)));
            }
        }

        return found;
    }

    /// <summary>What <c>fd</c> finds.</summary>
    public static IReadOnlyList<Value> OfFd(CommandLine line, Range span)
    {
        var starts = line.Operands.Skip(1).ToList();
        if (line.ValueOf("--base-directory", "--search-path") is { } top)
        {
            starts.Add(top);
        }

        var end = Values.OfPattern("*", span);
        return starts.Count == 0 ? [end] : [.. starts.Take(MostStarts).Select(start => DirectoryPath.Below(start, end))];
    }

    private static bool HasOnlyBelow(CommandLine line, bool hasNames)
        => hasNames || line.ValueOf("-type")?.Exact is "f" or "l" or "s" or "p" || (line.ValueOf("-mindepth")?.Exact is { } least && least != "0");

    private static Value Pattern(Value name, Range span) => name.Exact is { } pattern ? Values.OfPattern(pattern, span) : name;

    private static List<Value> ValuesOf(CommandLine line, params ReadOnlySpan<string> names)
    {
        var values = new List<Value>();
        foreach (var option in line.Options)
        {
            if (option.Value is { } value && names.Contains(option.Name))
            {
                values.Add(value);
            }
        }

        return values;
    }
}
