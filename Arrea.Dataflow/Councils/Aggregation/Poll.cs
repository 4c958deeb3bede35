namespace Arrea.Dataflow.Councils.Aggregation;

/// <summary>A question that was voted on.</summary>
public sealed record Poll
{
    /// <summary>What could be chosen, each once, in the order in which ties count. Empty: whatever the ballots name, in the order of their first mention.</summary>
    public IReadOnlyList<string> Candidates { get; init; } = [];

    /// <summary>What was said, in the order of the members. Each counts, also where one voter casts two: who may vote, the round says.</summary>
    public required IReadOnlyList<Ballot> Ballots { get; init; }

    /// <summary>What the ballots call the candidates, each label with its candidate. With labels, nothing but a label names a candidate. Default: none, ballots name the candidates themselves.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Who wins of those that are even. Default: <see cref="TieBreak.First"/>.</summary>
    public TieBreak TieBreak { get; init; }

    /// <summary>Repeats a tie that is broken by chance.</summary>
    public int Seed { get; init; }
}
