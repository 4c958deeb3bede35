namespace Arrea.Dataflow.Councils;

/// <summary>The names of the rounds there are.</summary>
public static class RoundTypes
{
    /// <summary>Everybody answers; nobody sees another.</summary>
    public const string IndependentAnalysis = "independent_analysis";

    /// <summary>Everybody sees the others' answers by id, and never its own.</summary>
    public const string PeerReview = "peer_review";

    /// <summary>As <see cref="PeerReview"/>, behind labels: <c>Response A</c>.</summary>
    public const string AnonymizedPeerReview = "anonymized_peer_review";

    /// <summary>Everybody says what is wrong with the others' answers.</summary>
    public const string Critique = "critique";

    /// <summary>Everybody puts the answers in an order, the best first.</summary>
    public const string Ranking = "ranking";

    /// <summary>Everybody chooses one.</summary>
    public const string Vote = "vote";

    /// <summary>Repeats a round until members agree.</summary>
    public const string Iterate = "iterate";

    /// <summary>Two answers at a time are compared, until one is left.</summary>
    public const string PairwiseElimination = "pairwise_elimination";

    /// <summary>Everybody answers what the others said, and may change its mind.</summary>
    public const string Debate = "debate";

    /// <summary>The chair writes the final answer, having seen all.</summary>
    public const string Synthesis = "synthesis";

    /// <summary>As <see cref="Synthesis"/>, told how much each member counts.</summary>
    public const string WeightedSynthesis = "weighted_synthesis";
}
