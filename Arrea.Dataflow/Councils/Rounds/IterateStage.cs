using Arrea.Dataflow.Councils.Registry;

namespace Arrea.Dataflow.Councils.Rounds;

/// <summary>Repeats a round until enough members say the same, or often enough.</summary>
internal sealed class IterateStage(RoundSpec spec) : RoundStage(spec)
{
    private const double Everybody = 1.0;

    public override async Task<RoundResult> RunAsync(RunContext run, int index)
    {
        var inner = RoundStages.Of(Spec.Wrap ?? throw new InvalidOperationException("There is no round to repeat."));
        var usage = default(TokenUsage);
        RoundResult? before = null;
        for (var iteration = 1; ; iteration++)
        {
            var result = await inner.RunAsync(run, index).ConfigureAwait(false);
            usage += result.Usage;
            var isLast = iteration >= Spec.MaxIterations || run.IsEnding || !result.Members.Any(static member => member.IsOk) || IsEnough(run, before, result, iteration);
            if (isLast)
            {
                return result with { Name = Name, Index = index, Iterations = iteration, Usage = usage };
            }

            run.Show(result);
            before = result;
        }
    }

    private bool IsEnough(RunContext run, RoundResult? before, RoundResult now, int iteration)
        => Spec.UntilRef is { } name && run.Registry.Find(CouncilKinds.Until, name) is { } until
            ? until(new IterationState { Iteration = iteration, Answers = AnswersIn(now), PriorAnswers = before is null ? new Dictionary<string, string>() : AnswersIn(before) })
            : Agree(before, now);

    private static Dictionary<string, string> AnswersIn(RoundResult round)
        => round.Members.Where(static member => member is { IsOk: true, Content: not null }).ToDictionary(static member => member.Member, static member => member.Content!, StringComparer.Ordinal);

    // Members agree when as many as asked for chose the same, or, where nobody votes, said what they said before.
    private bool Agree(RoundResult? before, RoundResult now)
    {
        var share = Spec.Threshold ?? Everybody;
        var valid = now.Members.Where(static member => member.IsOk).ToList();
        var same = valid.Exists(static member => member.Ballot is not null)
            ? valid.GroupBy(static member => member.Ballot is { Ordering: [var first, ..] } ? first : null, StringComparer.Ordinal).Where(static group => group.Key is not null).Select(static group => group.Count()).DefaultIfEmpty().Max()
            : valid.Count(member => before?.Members.Any(earlier => earlier.Member == member.Member && earlier.Content == member.Content) == true);
        return same >= share * valid.Count;
    }
}
