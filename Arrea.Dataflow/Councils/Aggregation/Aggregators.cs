using System.Collections.Frozen;

namespace Arrea.Dataflow.Councils.Aggregation;

/// <summary>The aggregators there are. None depends on the order of the ballots, but where <see cref="TieBreak.First"/> decides in a poll without candidates of its own.</summary>
/// <remarks>
/// All read ballots alike. Of a candidate that a ballot names twice the first place counts; a label that is none is dropped, and the places behind it close up. A ballot that names
/// no candidate is not valid. A voter that is a candidate and does not rank itself says nothing of itself where candidates are compared two by two. Where no ballot is valid there is an error, and never a winner. Of those that are even at the top, <see cref="Poll.TieBreak"/> chooses.
/// <see cref="AggregateResult.Raw"/> tells all of it.
/// </remarks>
public static class Aggregators
{
    /// <summary><c>plurality</c>: who is first on most ballots wins. Score: those ballots.</summary>
    /// <remarks>Raw: <c>votes</c>. The oldest of all rules; a third candidate who is like the first may spoil it for both (Borda 1781).</remarks>
    public static IAggregator Plurality { get; } = new PluralityCount();

    /// <summary><c>borda</c>: who has most points wins. Score: the sum over the ballots of N − k for place k of N candidates; 0 where a ballot leaves the candidate out.</summary>
    /// <remarks>
    /// Raw: <c>unranked</c>, how many ballots leave each candidate out. J.-C. de Borda, Mémoire sur les élections au scrutin, 1781, with points from 0; that a short ballot leaves
    /// points unused is the pessimistic reading of it (Emerson, The original Borda count and partial voting, 2013).
    /// </remarks>
    public static IAggregator Borda { get; } = new BordaCount();

    /// <summary><c>condorcet</c>: who beats each other candidate in a vote of two wins. Score: 1 for each one beaten, ½ for each one even (Copeland 1951).</summary>
    /// <remarks>
    /// Candidates that a ballot names come before those that it does not, which are even. At most 512 candidates. M. de Condorcet, Essai sur l'application de l'analyse, 1785.
    /// Raw: <c>outcome</c>, <c>unbeaten</c>, <c>unranked</c>, and <c>pairs</c>, how many put the one before the other, for up to 32 candidates.
    /// <list type="table">
    /// <listheader><term>Outcome</term><description>Then</description></listheader>
    /// <item><term><c>winner</c></term><description>One beats each other. It wins.</description></item>
    /// <item><term><c>tie</c></term><description>Nobody beats all, but somebody loses to nobody. The tie-break chooses among those; <see cref="TieBreak.None"/> chooses nobody, even of one.</description></item>
    /// <item><term><c>cycle</c></term><description>Each loses to another. Nobody wins, and <see cref="AggregateResult.Cycle"/> is true.</description></item>
    /// </list>
    /// </remarks>
    public static IAggregator Condorcet { get; } = new CondorcetCount();

    /// <summary><c>schulze</c>: who has, to each other candidate, a path at least as strong as the way back wins. Score: the candidates whose way back is weaker.</summary>
    /// <remarks>
    /// A path leads from candidate to candidate, each of which beats the next; it is as strong as its weakest step, a step as strong as the ballots that prefer the one that wins it.
    /// Chooses the Condorcet winner where there is one, and a winner also out of a cycle, where <see cref="AggregateResult.Cycle"/> is true all the same. At most 512 candidates.
    /// M. Schulze, A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner election method, 2011, with strength by winning votes.
    /// Raw: <c>unranked</c>, and <c>pairs</c> and <c>paths</c> for up to 32 candidates.
    /// </remarks>
    public static IAggregator Schulze { get; } = new SchulzeCount();

    /// <summary><c>median_confidence</c>: whose voters are surest in the middle wins. Score: the median of the confidence of the ballots that have the candidate first, of an even number the mean of the two in the middle.</summary>
    /// <remarks>
    /// A ballot of unknown confidence is not valid here. How many voters a candidate has does not count: one who is sure beats many who are less so, which <c>votes</c> in Raw shows. The
    /// median as in the majority judgement (Balinski and Laraki, Majority Judgment, 2010): the more voters, the less one of them moves it by exaggerating.
    /// </remarks>
    public static IAggregator MedianConfidence { get; } = new MedianConfidenceCount();

    /// <summary><c>confidence_weighted</c>: who has most weight wins. Score: the sum of weight × confidence over the ballots that have the candidate first.</summary>
    /// <remarks>
    /// Unknown confidence counts as ½, the mean of what it could be: who says nothing is neither sure nor unsure. Weights and products are rounded to twelve digits behind the point, and their sums are exact.
    /// A linear pool (Stone, The opinion pool, 1961) in which each voter gives its confidence to one candidate. Raw: <c>votes</c>, <c>unknown_confidence</c>.
    /// </remarks>
    public static IAggregator ConfidenceWeighted { get; } = new ConfidenceWeightedCount();

    /// <summary><c>peer_ranking</c>: who stands highest on average wins. Score: the mean place over the ballots that rank the candidate, from 1; the lowest is the best, and 0 stands for never ranked.</summary>
    /// <remarks>
    /// For rankings of answers behind labels: with <see cref="Poll.Labels"/>, scores and raw name the members. What a voter says of its own answer is dropped, and does not cost the others a place.
    /// Where all ballots rank all candidates, this is the order of Borda. Raw: <c>ranked_by</c>, how many ballots rank each one, and <c>ballots</c>, who ranked whom in which order.
    /// </remarks>
    public static IAggregator PeerRanking { get; } = new PeerRankingCount();

    /// <summary>All of them by their names.</summary>
    public static IReadOnlyDictionary<string, IAggregator> ByName { get; } =
        new[] { Plurality, Borda, Condorcet, Schulze, MedianConfidence, ConfidenceWeighted, PeerRanking }.ToFrozenDictionary(static aggregator => aggregator.Name, StringComparer.Ordinal);
}
