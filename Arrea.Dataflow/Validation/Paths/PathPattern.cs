using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Paths;

/// <summary>Compares a part of a path, which may hold marks, with a pattern of names.</summary>
internal static class PathPattern
{
    private const int Longest = 128;

    /// <summary>Whether some name fits both. <c>*</c> in the pattern stands for any text; marks for globs count, those for unknown text do not.</summary>
    public static bool Fits(string pattern, string part)
    {
        if (PathShape.IsKnown(part))
        {
            return Glob.Fits(pattern, part);
        }

        return part.Length <= Longest && Fits(pattern.AsSpan(), part.AsSpan());
    }

    private static bool Fits(ReadOnlySpan<char> pattern, ReadOnlySpan<char> part)
    {
        // A table of "these ends fit each other", row by row: time is the product of the lengths, both of which are small.
        Span<bool> row = stackalloc bool[part.Length + 1];
        row[^1] = true;
        for (var to = part.Length - 1; to >= 0; to--)
        {
            row[to] = row[to + 1] && part[to] == PathShape.AnyText;
        }

        for (var from = pattern.Length - 1; from >= 0; from--)
        {
            var diagonal = row[part.Length];
            row[part.Length] &= pattern[from] == '*';
            for (var to = part.Length - 1; to >= 0; to--)
            {
                var below = row[to];
                row[to] = (pattern[from], part[to]) switch
                {
                    ('*', PathShape.AnyText) or ('*', _) => below || row[to + 1],
                    (_, PathShape.AnyText) => below || row[to + 1],
                    (_, PathShape.AnyCharacter) => diagonal,
                    var (left, right) => left == right && diagonal,
                };
                diagonal = below;
            }
        }

        return row[0];
    }
}
