namespace Arrea.Dataflow.Councils.Registry;

/// <summary>The types of rounds that are always there.</summary>
internal static class BuiltInRounds
{
    private static readonly IReadOnlyDictionary<string, IRoundDefinition> All = new Dictionary<string, IRoundDefinition>
    {
        [RoundTypes.IndependentAnalysis] = new Definition(),
        [RoundTypes.PeerReview] = new Definition { NeedsPriorAnswers = true, FewestMembers = 2 },
        [RoundTypes.AnonymizedPeerReview] = new Definition { NeedsPriorAnswers = true, FewestMembers = 2 },
        [RoundTypes.Critique] = new Definition { NeedsPriorAnswers = true, FewestMembers = 2 },
        [RoundTypes.Ranking] = new Definition { NeedsPriorAnswers = true, OptionsWillDo = true, FewestMembers = 2 },
        [RoundTypes.Vote] = new Definition(),
        [RoundTypes.Iterate] = new Definition(),
        [RoundTypes.PairwiseElimination] = new Definition { NeedsPriorAnswers = true, FewestMembers = 2 },
        [RoundTypes.Debate] = new Definition { NeedsPriorAnswers = true, FewestMembers = 2 },
        [RoundTypes.Synthesis] = new Definition { NeedsPriorAnswers = true, NeedsChair = true },
        [RoundTypes.WeightedSynthesis] = new Definition { NeedsPriorAnswers = true, NeedsChair = true },
    };

    public static IEnumerable<string> Names => All.Keys;

    public static IRoundDefinition? Find(string type) => All.GetValueOrDefault(type);

    private sealed record Definition : IRoundDefinition
    {
        public bool NeedsPriorAnswers { get; init; }

        public bool OptionsWillDo { get; init; }

        public int FewestMembers { get; init; } = 1;

        public bool NeedsChair { get; init; }
    }
}
