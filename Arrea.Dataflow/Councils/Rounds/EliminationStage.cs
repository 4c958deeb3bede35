using System.Globalization;
using System.Text;
using Arrea.Dataflow.Councils.Answers;

namespace Arrea.Dataflow.Councils.Rounds;

/// <summary>Compares two answers at a time, by the votes of all others, until one is left. Who has no partner goes on by a bye.</summary>
internal sealed class EliminationStage(RoundSpec spec) : RoundStage(spec)
{
    public override async Task<RoundResult> RunAsync(RunContext run, int index)
    {
        var place = new RoundPlace(Name, index);
        var left = run.MembersOf(Spec, index).Where(member => run.LastAnswerOf(member.Id) is not null).ToList();
        var results = left.ToDictionary(static member => member.Id, static member => new MemberResult { Member = member.Id, Status = MemberStatus.Ok }, StringComparer.Ordinal);
        var usage = default(TokenUsage);
        var matches = 0;
        while (left.Count > 1 && !run.IsEnding)
        {
            var winners = new List<MemberSpec>();
            for (var at = 0; at + 1 < left.Count; at += 2)
            {
                var (winner, spent) = await CompareAsync(run, place, left[at], left[at + 1], ++matches).ConfigureAwait(false);
                usage += spent;
                winners.Add(winner);
                var loser = winner == left[at] ? left[at + 1] : left[at];
                results[loser.Id] = results[loser.Id] with { Status = MemberStatus.Eliminated };
            }

            if (left.Count % 2 == 1)
            {
                winners.Add(left[^1]);
            }

            left = winners;
        }

        return new RoundResult
        {
            Name = Name,
            Index = index,
            Members = [.. results.Values.Select(result => result with { Content = run.LastAnswerOf(result.Member) })],
            Aggregate = new() { Aggregator = Name, Winner = left is [var only] ? only.Id : null },
            Usage = usage,
        };
    }

    private async Task<(MemberSpec Winner, TokenUsage Usage)> CompareAsync(RunContext run, RoundPlace place, MemberSpec first, MemberSpec second, int match)
    {
        var judges = run.Spec.Members.Where(member => member.Id != first.Id && member.Id != second.Id).ToList();
        var voters = judges.Count > 0 ? judges : [first, second];
        var mark = PeerText.MarkOf(string.Create(CultureInfo.InvariantCulture, $"{run.RunId}/{match}"), place.Index);
        var text = new StringBuilder(run.Input.Text).Append("\n\n").Append(PeerText.Notice(mark)).Append("\n\n");
        PeerText.Append(text, mark, Labels.Of(0), run.LastAnswerOf(first.Id)!);
        PeerText.Append(text, mark, Labels.Of(1), run.LastAnswerOf(second.Id)!);
        text.Append("Which answer is better?\n").Append(AnswerText.FormOf(AnswerKind.Vote));
        string[] candidates = [Labels.Of(0), Labels.Of(1)];
        var votes = await TurnStage.RunAsync(
            run,
            place,
            voters.ConvertAll(member => TurnOf(run, place, member, text.ToString())),
            (turn, answer) => AnswerText.ReadBallot(answer, AnswerKind.Vote, candidates, turn.Model.Member, out _) is { } ballot
                ? new() { Member = turn.Member, Status = MemberStatus.Ok, Ballot = ballot }
                : new() { Member = turn.Member, Status = MemberStatus.InvalidOutput, Content = answer },
            int.MaxValue,
            failsFast: false).ConfigureAwait(false);
        var forSecond = votes.Sum(vote => vote.Ballot is null ? 0 : vote.Ballot.Ordering[0] == candidates[1] ? vote.Ballot.Weight : -vote.Ballot.Weight);

        // Who is even with another, stays: the first one.
        return (forSecond > 0 ? second : first, UsageOf(votes));
    }
}
