namespace Arrea.Dataflow.Councils.Rounds;

/// <summary>The chain of stages that a council's rounds are.</summary>
internal static class RoundStages
{
    public static List<RoundStage> Of(CouncilSpec spec)
    {
        var stages = spec.Rounds.Select(Of).ToList();
        if (spec.Chair is not null && stages is not [.., SynthesisStage])
        {
            stages.Add(new SynthesisStage(new RoundSpec { Type = RoundTypes.Synthesis }));
        }

        return stages;
    }

    public static RoundStage Of(RoundSpec round) => round.Type switch
    {
        RoundTypes.Synthesis or RoundTypes.WeightedSynthesis => new SynthesisStage(round),
        RoundTypes.Iterate => new IterateStage(round),
        RoundTypes.PairwiseElimination => new EliminationStage(round),
        _ => new PanelStage(round, PanelKind.Of(round.Type) ?? throw new ArgumentException($"There is no round '{round.Type}'.", nameof(round))),
    };
}
