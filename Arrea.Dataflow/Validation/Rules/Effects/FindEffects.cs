using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Paths;

namespace Arrea.Dataflow.Validation.Rules.Effects;

/// <summary>What <c>find</c> does by itself: <c>-delete</c>, <c>-fprint</c>. What it runs is told elsewhere.</summary>
internal static class FindEffects
{
    public static IReadOnlyList<Effect> Of(IReadOnlyList<Value> arguments)
    {
        var effects = new List<Effect>();
        var starts = new List<Value>();
        var at = 0;
        while (at < arguments.Count && arguments[at].Exact is "-H" or "-L" or "-P")
        {
            at++;
        }

        while (at < arguments.Count && arguments[at].KnownStart is not ['-' or '(' or '!', ..])
        {
            starts.Add(arguments[at++]);
        }

        string? name = null;
        var isNarrow = false;
        var deletes = false;
        for (var isNot = false; at < arguments.Count; at++)
        {
            var word = arguments[at].Exact;
            switch (word)
            {
                case "-delete":
                    deletes = true;
                    break;
                case "-name" or "-iname" or "-path" or "-ipath" or "-wholename" or "-regex" or "-iregex" when at + 1 < arguments.Count:
                    name = isNot ? name : Narrow(arguments[at + 1]) ?? name;
                    break;
                case "-mtime" or "-mmin" or "-ctime" or "-cmin" or "-atime" or "-amin" or "-size" or "-empty" or "-newer" or "-user" or "-group" or "-inum" or "-xtype" or "-links" or "-samefile":
                    isNarrow |= !isNot;
                    break;
                case "-o" or "-or" or ",":
                    // The other side of an "or" is not narrowed by this one.
                    name = null;
                    isNarrow = false;
                    break;
                case "-fprint" or "-fprint0" or "-fls" or "-fprintf" when at + 1 < arguments.Count:
                    effects.Add(new(EffectKind.Write, arguments[at + 1], IsRecursive: false));
                    break;
                default:
                    break;
            }

            isNot = word is "!" or "-not";
        }

        if (deletes)
        {
            foreach (var start in starts.Count == 0 ? [Value.Here] : starts)
            {
                effects.Add(name is null && !isNarrow
                    ? new(EffectKind.Delete, start, IsRecursive: true)
                    : new(EffectKind.Delete, DirectoryPath.Below(start, Value.Of(name ?? "found", start.Span)), IsRecursive: false));
            }
        }

        return effects;
    }

    // A pattern that every name fits narrows nothing.
    private static string? Narrow(Value pattern)
        => pattern.Exact is { } text && text.AsSpan().ContainsAnyExcept("*?./") ? text[(text.LastIndexOf('/') + 1)..].Replace('*', 'x') : null;
}
