using Arrea.Dataflow.Councils.Answers;

namespace Arrea.Dataflow.Councils.Rounds;

/// <summary>What makes one kind of panel differ from another.</summary>
/// <param name="Instruction">What is asked, behind the input and the others' answers.</param>
internal sealed record PanelKind(string Instruction)
{
    /// <summary>Whether the others' answers are shown.</summary>
    public bool ShowsPeers { get; init; }

    /// <summary>Whether a member's own is among them.</summary>
    public bool ShowsOwn { get; init; }

    /// <summary>Whether they are shown behind labels, in an order by chance.</summary>
    public bool HidesNames { get; init; }

    /// <summary>What an answer is.</summary>
    public AnswerKind Answer { get; init; }

    /// <summary>What makes one of many where the round does not say; null for nothing.</summary>
    public string? Aggregator { get; init; }

    /// <summary>The kind of a type of round; null for what is no panel.</summary>
    public static PanelKind? Of(string type) => type switch
    {
        RoundTypes.IndependentAnalysis => new("Answer as well as you can."),
        RoundTypes.PeerReview => new("Above are the answers of the other members. Review them, then give your own best answer.") { ShowsPeers = true },
        RoundTypes.AnonymizedPeerReview => new("Above are answers of others, without their names. Review each of them by its label.") { ShowsPeers = true, HidesNames = true },
        RoundTypes.Critique => new("Above are the answers of the other members. Say what is wrong, missing or unproven in each of them, and how to mend it.") { ShowsPeers = true },
        RoundTypes.Debate => new("Above is what the other members said. Answer their strongest points. Keep your view where it holds, and change it where it does not; then give your answer.") { ShowsPeers = true },
        RoundTypes.Ranking => new("Above are answers of others, without their names. Put them in an order, the best first.") { ShowsPeers = true, HidesNames = true, Answer = AnswerKind.Ranking, Aggregator = "peer_ranking" },
        RoundTypes.Vote => new("Choose one candidate.") { ShowsPeers = true, ShowsOwn = true, Answer = AnswerKind.Vote, Aggregator = "plurality" },
        _ => null,
    };
}
