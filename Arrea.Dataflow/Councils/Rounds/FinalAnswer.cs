namespace Arrea.Dataflow.Councils.Rounds;

/// <summary>What a run's answer is.</summary>
internal static class FinalAnswer
{
    /// <summary>The chair's; else what the last aggregate chose (the winner's own words, where a member won); else what the last round's only answer says; null where several stand side by side.</summary>
    public static string? Of(RunContext run)
    {
        if (run.Rounds is not [.., var last])
        {
            return null;
        }

        if (last.Name is RoundTypes.Synthesis or RoundTypes.WeightedSynthesis)
        {
            return last.Members is [{ Content: var written }] ? written : null;
        }

        if (last.Aggregate is { } aggregate)
        {
            return aggregate.Winner is { } winner ? run.LastAnswerOf(winner) ?? winner : null;
        }

        var answers = last.Members.Where(static member => member.IsOk).Select(static member => member.Content).Distinct(StringComparer.Ordinal).ToList();
        return answers is [var only] ? only : null;
    }
}
