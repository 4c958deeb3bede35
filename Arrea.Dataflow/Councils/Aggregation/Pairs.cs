using System.Text.Json.Nodes;

namespace Arrea.Dataflow.Councils.Aggregation;

/// <summary>How many ballots put each candidate before each other. Those that a ballot names come before those that it does not, which are even. Of the voter's own answer it says nothing unless it names it.</summary>
internal sealed class Pairs
{
    /// <summary>The most candidates that are compared two by two: the effort grows with the third power.</summary>
    public const int MostCandidates = 512;

    // More make a tally that nobody reads.
    private const int MostTold = 32;

    private readonly IReadOnlyList<string> _names;
    private readonly int[] _before;

    private Pairs(IReadOnlyList<string> names)
    {
        _names = names;
        _before = new int[names.Count * names.Count];
    }

    public int Count => _names.Count;

    /// <summary>How many prefer the first to the second.</summary>
    public int this[int first, int second] => _before[(first * Count) + second];

    public static Pairs Of(BallotBox box)
    {
        var pairs = new Pairs(box.Candidates);
        var rank = new int[pairs.Count];
        foreach (var ballot in box.Ballots)
        {
            Array.Fill(rank, int.MaxValue);
            for (var place = 0; place < ballot.Places.Count; place++)
            {
                rank[ballot.Places[place]] = place;
            }

            var own = box.OwnOf(ballot) ?? -1;
            foreach (var better in ballot.Places)
            {
                for (var other = 0; other < rank.Length; other++)
                {
                    pairs._before[(better * rank.Length) + other] += rank[better] < rank[other] && other != own ? 1 : 0;
                }
            }
        }

        return pairs;
    }

    public bool Beats(int first, int second) => this[first, second] > this[second, first];

    /// <summary>Those that lose to nobody. Empty: a cycle, since each loses to another.</summary>
    public IReadOnlyList<int> Unbeaten()
        => [.. Enumerable.Range(0, Count).Where(candidate => !Enumerable.Range(0, Count).Any(other => Beats(other, candidate)))];

    /// <summary>A table with a row for each candidate; null where it would be too long.</summary>
    public JsonObject? Told() => Told(_names, _before);

    /// <summary>A table of numbers for pairs, each row one after the other; null where it would be too long.</summary>
    public static JsonObject? Told(IReadOnlyList<string> names, int[] numbers)
        => names.Count > MostTold ? null : new(names.Select((name, row) => KeyValuePair.Create(name, (JsonNode?)new JsonObject(names
            .Select((other, column) => (Name: other, Column: column))
            .Where(cell => cell.Column != row)
            .Select(cell => KeyValuePair.Create(cell.Name, (JsonNode?)numbers[(row * names.Count) + cell.Column]))))));
}
