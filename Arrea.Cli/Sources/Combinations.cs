namespace Arrea.Cli.Sources;

/// <summary>One source of arguments.</summary>
/// <param name="Values">The arguments.</param>
/// <param name="IsLinked">Whether it advances with the source before it, or is combined with it.</param>
internal sealed record ArgumentSource(IReadOnlyList<string> Values, bool IsLinked)
{
    /// <summary>How many there are. Never their text, which may hold secrets.</summary>
    public override string ToString() => $"{Values.Count} arguments";
}

/// <summary>Combines sources of arguments.</summary>
internal static class Combinations
{
    /// <summary>Every combination, one argument of each source; the last source varies fastest. Linked sources advance together, as far as the shortest goes.</summary>
    public static IEnumerable<IReadOnlyList<string>> Of(IReadOnlyList<ArgumentSource> sources)
    {
        List<List<ArgumentSource>> groups = [];
        foreach (var source in sources)
        {
            if (source.IsLinked && groups.Count > 0)
            {
                groups[^1].Add(source);
            }
            else
            {
                groups.Add([source]);
            }
        }

        var counts = groups.ConvertAll(static group => group.Min(static source => source.Values.Count));
        if (counts.Contains(0))
        {
            yield break;
        }

        for (var places = new int[groups.Count]; places is not null; places = Next(places, counts))
        {
            var at = places;
            yield return [.. groups.SelectMany((group, i) => group.Select(source => source.Values[at[i]]))];
        }
    }

    private static int[]? Next(int[] places, List<int> counts)
    {
        for (var i = places.Length - 1; i >= 0; i--)
        {
            if (++places[i] < counts[i])
            {
                return places;
            }

            places[i] = 0;
        }

        return null;
    }
}
