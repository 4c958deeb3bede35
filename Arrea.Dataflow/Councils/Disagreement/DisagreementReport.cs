using Arrea.Dataflow.Councils.Aggregation;

namespace Arrea.Dataflow.Councils.Disagreement;

/// <summary>How far the members of a round are from one another, and who is on the other side.</summary>
public sealed record DisagreementReport
{
    /// <summary>How far the first choices are spread.</summary>
    public required VoteEntropy Entropy { get; init; }

    /// <summary>How alike the orders are on average, as <see cref="RankCorrelation"/> measures them; of a voter that is a candidate and does not rank itself, its ballot says nothing. Null where fewer than two ballots have one, and for votes, which are no orders.</summary>
    public double? KendallTau { get; init; }

    /// <summary>Who changed its choice since an earlier round. Empty without one.</summary>
    public IReadOnlyList<Flip> Flips { get; init; } = [];

    /// <summary>Who chose another than the winner. Empty where nobody won.</summary>
    public IReadOnlyList<Dissent> Minority { get; init; } = [];

    /// <summary>Measures a round.</summary>
    /// <param name="poll">What was asked and answered.</param>
    /// <param name="winner">Who won; null for nobody.</param>
    /// <param name="earlier">The poll of an earlier round over the same candidates; null (default) for none.</param>
    /// <remarks>Ballots count as <see cref="Aggregators"/> reads them.</remarks>
    public static DisagreementReport Of(Poll poll, string? winner, Poll? earlier = null)
    {
        ArgumentNullException.ThrowIfNull(poll);
        var box = BallotBox.Open(poll);
        var choices = box.Choices().ToList();
        return new()
        {
            Entropy = VoteEntropy.Of(choices.Select(static choice => choice.Candidate), poll.Candidates.Count == 0 ? 0 : box.Candidates.Count),
            KendallTau = choices.Exists(static choice => choice.Order.Count > 1) ? RankCorrelation.MeanTauOf(choices, box.Candidates) : null,
            Flips = earlier is null ? [] : Flip.Between(earlier, poll),
            Minority = Dissent.From(poll, winner),
        };
    }
}
