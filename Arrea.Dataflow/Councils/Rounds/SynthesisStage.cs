using System.Globalization;
using System.Text;

namespace Arrea.Dataflow.Councils.Rounds;

/// <summary>The chair's round: it sees what all rounds brought, and writes the answer.</summary>
internal sealed class SynthesisStage(RoundSpec spec) : RoundStage(spec)
{
    public override async Task<RoundResult> RunAsync(RunContext run, int index)
    {
        var place = new RoundPlace(Name, index);
        var chair = run.Spec.Chair ?? throw new InvalidOperationException("A synthesis needs a chair.");
        var turn = TurnOf(run, place, chair, Question(run, index));
        var results = await TurnStage.RunAsync(
            run, place, [turn], static (turn, answer) => new() { Member = turn.Member, Status = MemberStatus.Ok, Content = answer }, int.MaxValue, failsFast: false).ConfigureAwait(false);
        return new RoundResult { Name = Name, Index = index, Members = results, Usage = UsageOf(results) };
    }

    private string Question(RunContext run, int index)
    {
        var mark = PeerText.MarkOf(run.RunId, index);
        var text = new StringBuilder(run.Input.Text).Append("\n\n").Append(PeerText.Notice(mark)).Append("\n\n");
        foreach (var round in run.Rounds)
        {
            text.Append(CultureInfo.InvariantCulture, $"Round {round.Index + 1}, {round.Name}\n\n");
            foreach (var result in round.Members)
            {
                if (result is { IsOk: true, Content: { } content })
                {
                    PeerText.Append(text, mark, NameOf(run, result.Member), content);
                }
            }

            if (round.Aggregate is { Winner: { } winner } aggregate)
            {
                text.Append(CultureInfo.InvariantCulture, $"{aggregate.Aggregator} chose: {winner}\n\n");
            }
        }

        return text.Append("You chair this council. Weigh what was said, and write the final answer for whoever asked. Do not tell how it came about.").ToString();
    }

    private string NameOf(RunContext run, string id)
        => Name == RoundTypes.WeightedSynthesis && run.Spec.Members.FirstOrDefault(member => member.Id == id) is { } member
            ? string.Create(CultureInfo.InvariantCulture, $"{id} (weight {member.Weight})")
            : id;
}
