namespace Arrea.Dataflow.Councils.Aggregation;

/// <summary>A question that was voted on.</summary>
public sealed record Poll
{
    /// <summary>What could be chosen, each once, in the order in which ties count. Empty: whatever the ballots name, in the order of their first mention.</summary>
    public IReadOnlyList<string> Candidates { get; init; } = [];

    /// <summary>What was said, in the order of the members.</summary>
    public required IReadOnlyList<Ballot> Ballots { get; init; }

    /// <summary>Who wins of those that are even. Default: <see cref="TieBreak.First"/>.</summary>
    public TieBreak TieBreak { get; init; }

    /// <summary>Repeats a tie that is broken by chance.</summary>
    public int Seed { get; init; }
}
