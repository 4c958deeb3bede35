using Arrea.Dataflow.Councils.Aggregation;

namespace Arrea.Dataflow.Councils.Disagreement;

/// <summary>A voter changed its choice between two rounds.</summary>
/// <param name="Voter">Who.</param>
/// <param name="From">The choice in the earlier round.</param>
/// <param name="To">The choice in the later one.</param>
public sealed record Flip(string Voter, string From, string To)
{
    /// <summary>Who changed its choice, in the order of the later round. A voter that is in one round alone did not.</summary>
    /// <param name="earlier">The earlier poll.</param>
    /// <param name="later">The later poll.</param>
    public static IReadOnlyList<Flip> Between(Poll earlier, Poll later)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(later);
        var before = BallotBox.Open(earlier).Choices().ToLookup(static choice => choice.Ballot.Voter, static choice => choice.Candidate, StringComparer.Ordinal);
        return [.. from choice in BallotBox.Open(later).Choices()
                   let previous = before[choice.Ballot.Voter].FirstOrDefault()
                   where previous is not null && previous != choice.Candidate
                   select new Flip(choice.Ballot.Voter, previous, choice.Candidate)];
    }

    /// <summary>The voter alone. What it says may be secret.</summary>
    public override string ToString() => Voter;
}
