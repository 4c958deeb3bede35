namespace Arrea.Dataflow.Councils.Definition;

/// <summary>Councils that are ready but for their members: each makes a <see cref="DynamicCouncil"/> of members and a chair, called as the template is.</summary>
/// <remarks>What a template makes can be changed further: it is a council like any other. Two members are enough for each.</remarks>
public static class CouncilTemplates
{
    private static readonly (string Name, Func<IEnumerable<MemberSpec>, MemberSpec?, DynamicCouncil> Make)[] All =
    [
        ("parallel-panel", ParallelPanel),
        ("peer-review", PeerReview),
        ("voting", Voting),
        ("specialist", Specialist),
        ("tournament", Tournament),
        ("consensus", Consensus),
        ("weighted-consensus", WeightedConsensus),
        ("jury-with-retry", JuryWithRetry),
        ("debate", Debate),
        ("karpathy", KarpathyCouncil),
    ];

    /// <summary>Their names: <c>parallel-panel</c>, <c>karpathy</c>, and so on.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(static template => template.Name)];

    /// <summary>Makes a council of the template of a name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="members">Who is asked.</param>
    /// <param name="chair">Who writes the final answer; null for nobody.</param>
    /// <returns>The council; null where there is no such template.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> or <paramref name="members"/> is null.</exception>
    public static DynamicCouncil? Find(string name, IEnumerable<MemberSpec> members, MemberSpec? chair = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(members);
        return Array.Find(All, template => template.Name == name).Make?.Invoke(members, chair);
    }

    /// <summary>Everybody answers alone, and the chair makes one answer of all.</summary>
    /// <param name="members">Who is asked.</param>
    /// <param name="chair">Who writes the final answer; null for nobody.</param>
    /// <returns>The council.</returns>
    public static DynamicCouncil ParallelPanel(IEnumerable<MemberSpec> members, MemberSpec? chair = null)
        => Make("parallel-panel", "Parallel panel", members, chair, Of(RoundTypes.IndependentAnalysis));

    /// <summary>Everybody answers alone, then reviews the others' answers by name.</summary>
    /// <param name="members">Who is asked. Two or more.</param>
    /// <param name="chair">Who writes the final answer; null for nobody.</param>
    /// <returns>The council.</returns>
    public static DynamicCouncil PeerReview(IEnumerable<MemberSpec> members, MemberSpec? chair = null)
        => Make("peer-review", "Peer review", members, chair, Of(RoundTypes.IndependentAnalysis), Of(RoundTypes.PeerReview));

    /// <summary>Everybody answers alone, then votes for one of the answers. The one with the most votes wins.</summary>
    /// <param name="members">Who is asked.</param>
    /// <param name="chair">Who writes the final answer; null for nobody.</param>
    /// <returns>The council.</returns>
    public static DynamicCouncil Voting(IEnumerable<MemberSpec> members, MemberSpec? chair = null)
        => Make("voting", "Voting", members, chair, Of(RoundTypes.IndependentAnalysis), new() { Type = RoundTypes.Vote, Aggregator = "plurality" });

    /// <summary>Everybody answers from a field of its own, which its role says, then tells what the others miss there.</summary>
    /// <param name="members">Who is asked, each with a role. Two or more.</param>
    /// <param name="chair">Who writes the final answer; null for nobody.</param>
    /// <returns>The council.</returns>
    public static DynamicCouncil Specialist(IEnumerable<MemberSpec> members, MemberSpec? chair = null)
        => Make("specialist", "Specialists", members, chair, Of(RoundTypes.IndependentAnalysis), Of(RoundTypes.Critique));

    /// <summary>Everybody answers alone, then answers are compared two at a time until one is left.</summary>
    /// <param name="members">Who is asked. Two or more.</param>
    /// <param name="chair">Who writes the final answer; null for nobody.</param>
    /// <returns>The council.</returns>
    public static DynamicCouncil Tournament(IEnumerable<MemberSpec> members, MemberSpec? chair = null)
        => Make("tournament", "Tournament", members, chair, Of(RoundTypes.IndependentAnalysis), Of(RoundTypes.PairwiseElimination));

    /// <summary>Everybody answers alone and hears the others; then they vote, three times at the most, until three in four agree.</summary>
    /// <param name="members">Who is asked. Two or more.</param>
    /// <param name="chair">Who writes the final answer; null for nobody.</param>
    /// <returns>The council.</returns>
    public static DynamicCouncil Consensus(IEnumerable<MemberSpec> members, MemberSpec? chair = null)
        => Make(
            "consensus", "Consensus", members, chair, Of(RoundTypes.IndependentAnalysis), Of(RoundTypes.Debate),
            new() { Type = RoundTypes.Iterate, Threshold = 0.75, Wrap = new() { Type = RoundTypes.Vote, Aggregator = "plurality" } });

    /// <summary>As <see cref="Consensus"/>, in one vote that counts by weight and confidence, and the chair is told how much each member counts.</summary>
    /// <param name="members">Who is asked. Two or more.</param>
    /// <param name="chair">Who writes the final answer; null for nobody.</param>
    /// <returns>The council.</returns>
    public static DynamicCouncil WeightedConsensus(IEnumerable<MemberSpec> members, MemberSpec? chair = null)
    {
        RoundSpec[] rounds = [Of(RoundTypes.IndependentAnalysis), Of(RoundTypes.Debate), new() { Type = RoundTypes.Vote, Aggregator = "confidence_weighted" }];
        return Make("weighted-consensus", "Weighted consensus", members, chair, chair is null ? rounds : [.. rounds, Of(RoundTypes.WeightedSynthesis)]);
    }

    /// <summary>Everybody answers alone, then they vote, three times at the most, until all agree. A jury that is even has no verdict.</summary>
    /// <param name="members">Who is asked.</param>
    /// <param name="chair">Who writes the final answer; null for nobody.</param>
    /// <returns>The council.</returns>
    public static DynamicCouncil JuryWithRetry(IEnumerable<MemberSpec> members, MemberSpec? chair = null)
        => Make(
            "jury-with-retry", "Jury with retry", members, chair, Of(RoundTypes.IndependentAnalysis),
            new() { Type = RoundTypes.Iterate, Threshold = 1, Wrap = new() { Type = RoundTypes.Vote, Aggregator = "plurality", TieBreak = TieBreak.None } });

    /// <summary>Everybody answers alone, then twice answers what the others said.</summary>
    /// <param name="members">Who is asked. Two or more.</param>
    /// <param name="chair">Who writes the final answer; null for nobody.</param>
    /// <returns>The council.</returns>
    public static DynamicCouncil Debate(IEnumerable<MemberSpec> members, MemberSpec? chair = null)
        => Make("debate", "Debate", members, chair, Of(RoundTypes.IndependentAnalysis), Of(RoundTypes.Debate), Of(RoundTypes.Debate));

    /// <summary>First opinions, then everybody puts the others' answers in an order without knowing whose they are, then the chairman answers. After Andrej Karpathy's <c>llm-council</c>.</summary>
    /// <param name="members">Who is asked. Two or more.</param>
    /// <param name="chair">The chairman; null for nobody.</param>
    /// <returns>The council.</returns>
    public static DynamicCouncil KarpathyCouncil(IEnumerable<MemberSpec> members, MemberSpec? chair = null)
        => Make(
            "karpathy", "Karpathy's council", members, chair, Of(RoundTypes.IndependentAnalysis),
            new() { Type = RoundTypes.AnonymizedPeerReview, Aggregator = "peer_ranking" });

    private static RoundSpec Of(string type) => new() { Type = type };

    private static DynamicCouncil Make(string id, string name, IEnumerable<MemberSpec> members, MemberSpec? chair, params RoundSpec[] rounds)
        => rounds.Aggregate(DynamicCouncil.Create(id).WithName(name).WithMembers(members), static (council, round) => council.WithRound(round)).WithChair(chair);
}
