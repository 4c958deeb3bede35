using Arrea.Dataflow.Councils.Aggregation;

namespace Arrea.Dataflow.Councils.Disagreement;

/// <summary>A voter chose another than the winner: a line of the minority report.</summary>
public sealed record Dissent
{
    /// <summary>Who.</summary>
    public required string Voter { get; init; }

    /// <summary>The candidate it chose, or put first.</summary>
    public required string Choice { get; init; }

    /// <summary>Where the winner stands on its ballot, from 1; null where it does not.</summary>
    public int? PlaceOfWinner { get; init; }

    /// <summary>How sure it is. Range: 0 to 1. Null for not known.</summary>
    public double? Confidence { get; init; }

    /// <summary>Why, in its own words; null for not said.</summary>
    public string? Rationale { get; init; }

    /// <summary>The voters that chose another, in the order of the ballots.</summary>
    /// <param name="poll">The poll.</param>
    /// <param name="winner">Who won; null for nobody, from whom nobody dissents.</param>
    public static IReadOnlyList<Dissent> From(Poll poll, string? winner)
    {
        ArgumentNullException.ThrowIfNull(poll);
        var box = BallotBox.Open(poll);
        return winner is null ? [] : [.. from choice in box.Choices()
                                         where choice.Candidate != winner
                                         let place = choice.Order.ToList().IndexOf(winner)
                                         select new Dissent
                                         {
                                             Voter = choice.Ballot.Voter,
                                             Choice = choice.Candidate,
                                             PlaceOfWinner = place < 0 ? null : place + 1,
                                             Confidence = choice.Ballot.Confidence is >= 0 and <= 1 ? choice.Ballot.Confidence : null,
                                             Rationale = choice.Ballot.Rationale,
                                         }];
    }

    /// <summary>The voter alone. What it says may be secret.</summary>
    public override string ToString() => Voter;
}
