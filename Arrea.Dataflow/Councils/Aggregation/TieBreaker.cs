using System.Text;

namespace Arrea.Dataflow.Councils.Aggregation;

/// <summary>Chooses one of those that are even, as the poll says.</summary>
internal static class TieBreaker
{
    /// <summary>The names in the order of their code points, which is that of their bytes in UTF-8.</summary>
    public static Comparer<string> CodePoints { get; } = Comparer<string>.Create(static (left, right) =>
        Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right)) is not 0 and var order ? order : string.CompareOrdinal(left, right));

    /// <summary>The winner; null where a tie stays one.</summary>
    /// <param name="poll">The poll.</param>
    /// <param name="even">Those that are even, in the order of the candidates. At least one.</param>
    public static string? Choose(Poll poll, IReadOnlyList<string> even) => (even.Count, poll.TieBreak) switch
    {
        (1, _) or (_, TieBreak.First) => even[0],
        (_, TieBreak.Alphabetical) => even.Min(CodePoints),
        (_, TieBreak.Random) => Drawn(poll, even),
        _ => null,
    };

    // Without candidates of its own, a poll has them in the order of their mention; chance must not depend on that.
    private static string Drawn(Poll poll, IReadOnlyList<string> even)
    {
        var urn = poll.Candidates.Count > 0 ? even : [.. even.Order(CodePoints)];
        return urn[(int)(Mixed((ulong)poll.Seed) % (ulong)urn.Count)];
    }

    // SplitMix64 (Steele, Lea, Flood 2014) stays the same in every version of .NET, so that a run from long ago repeats.
    private static ulong Mixed(ulong seed)
    {
        unchecked
        {
            var mixed = seed + 0x9E3779B97F4A7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
