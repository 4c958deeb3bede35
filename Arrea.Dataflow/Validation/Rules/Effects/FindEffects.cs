using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Paths;

namespace Arrea.Dataflow.Validation.Rules.Effects;

/// <summary>What <c>find</c> does by itself: <c>-delete</c>, <c>-fprint</c>. What it runs is told elsewhere.</summary>
internal static class FindEffects
{
    // What may go from every folder of a home without loss.
    private static readonly string[] Litter =
        [".pyc", ".pyo", ".o", ".obj", ".class", ".tmp", ".temp", ".swp", ".swo", "~", ".log", ".bak", ".orig", ".rej", ".part", ".crdownload", ".cache", ".lock", "cache", ".DS_Store", "Thumbs.db"];

    private static readonly HashSet<string> Removers = ["rm", "unlink", "shred", "srm", "wipe", "trash", "trash-put"];

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

        var test = default(Test);
        var (deletes, removes) = (false, false);
        for (var isNot = false; at < arguments.Count; at++)
        {
            var word = arguments[at].Exact;
            switch (word)
            {
                case "-delete":
                    deletes = true;
                    break;
                case "-exec" or "-execdir" or "-ok" or "-okdir" when at + 1 < arguments.Count:
                    removes |= arguments[at + 1].Exact is { } path && Removers.Contains(PathText.NameOf(path));
                    break;
                case "-name" or "-iname" or "-path" or "-ipath" or "-wholename" or "-iwholename" or "-regex" or "-iregex" when at + 1 < arguments.Count:
                    test = isNot ? test : test.With(arguments[at + 1], isWhole: word is not ("-name" or "-iname"));
                    break;
                case "-maxdepth" when at + 1 < arguments.Count:
                    test = test with { IsFlat = arguments[at + 1].Exact is "0" or "1" };
                    break;
                case "-mtime" or "-mmin" or "-ctime" or "-cmin" or "-atime" or "-amin" or "-size" or "-newer" or "-user" or "-group" or "-inum" or "-links" or "-samefile":
                    test = isNot ? test : test with { IsNarrow = true };
                    break;
                case "-empty" or "-xtype":
                    // What is empty, or leads nowhere, is no loss.
                    test = isNot ? test : test with { IsNarrow = true, IsLitter = true };
                    break;
                case "-o" or "-or" or ",":
                    // The other side of an "or" is not narrowed by this one.
                    test = default(Test) with { IsFlat = test.IsFlat };
                    break;
                case "-fprint" or "-fprint0" or "-fls" or "-fprintf" when at + 1 < arguments.Count:
                    effects.Add(new(EffectKind.Write, arguments[at + 1], IsRecursive: false));
                    break;
                default:
                    break;
            }

            isNot = word is "!" or "-not";
        }

        foreach (var start in starts.Count == 0 ? [Value.Here] : starts)
        {
            if (deletes)
            {
                effects.AddRange(Deleted(start, test));
            }

            if ((deletes || removes) && !test.IsLitter && !test.IsFlat && IsWholeHome(start))
            {
                effects.Add(new(EffectKind.Prune, start, IsRecursive: false));
            }
        }

        return effects;
    }

    private static IEnumerable<Effect> Deleted(Value start, Test test)
    {
        if (test.Name is null && !test.IsNarrow)
        {
            return [new(EffectKind.Delete, start, IsRecursive: true)];
        }

        var found = new Effect(EffectKind.Delete, DirectoryPath.Below(start, Value.Of(test.Name ?? "found", start.Span)), IsRecursive: false);

        // A path is compared from the start on: ./.git/*.
        return test.Path is { } path && start.Exact is { } from && path.StartsWith(from, StringComparison.Ordinal)
            ? [found, new(EffectKind.Delete, Values.OfPattern(path, start.Span), IsRecursive: false)]
            : test.Path is { } any && any.StartsWith('*') ? [found, new(EffectKind.Delete, DirectoryPath.Below(start, Values.OfPattern(any, start.Span)), IsRecursive: false)]
            : [found];
    }

    // The home itself, or all of them. A folder in it is tidied now and then: ~/Downloads.
    private static bool IsWholeHome(Value start)
        => start.Pieces is [{ Kind: PieceKind.Home }] or [{ Kind: PieceKind.Home }, { Kind: PieceKind.Text, Text: "/" or "/." }]
            || (start.Exact is { } path && PathText.Parts(path) is (["home" or "Users", ..] and { Count: < 3 }, 0) && path[0] == '/');

    /// <summary>What is found, as far as the tests tell.</summary>
    /// <param name="Name">A name like those that are found; null where any is.</param>
    /// <param name="Path">The pattern of the whole path; null where there is none.</param>
    /// <param name="IsNarrow">Whether something else than the name decides.</param>
    /// <param name="IsLitter">Whether nobody misses what is found.</param>
    /// <param name="IsFlat">Whether folders are not entered.</param>
    private readonly record struct Test(string? Name, string? Path, bool IsNarrow, bool IsLitter, bool IsFlat)
    {
        public Test With(Value pattern, bool isWhole)
        {
            if (pattern.Exact is not { } text || !text.AsSpan().ContainsAnyExcept("*?./"))
            {
                // A pattern that every name fits narrows nothing.
                return this;
            }

            var name = text[(text.LastIndexOf('/') + 1)..].Replace('*', 'x');
            var isLitter = !text.Contains('*', StringComparison.Ordinal) || Array.Exists(Litter, end => text.EndsWith(end, StringComparison.OrdinalIgnoreCase)) || (isWhole && text.Contains("cache", StringComparison.OrdinalIgnoreCase));
            return this with { Name = name, Path = isWhole ? text : Path, IsLitter = IsLitter || isLitter };
        }
    }
}
