using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Arrea.Dataflow.Councils.Aggregation;
using Arrea.Dataflow.Councils.Answers;
using Arrea.Dataflow.Councils.Registry;

namespace Arrea.Dataflow.Councils.Rounds;

/// <summary>A round in which everybody is asked at once: the same question, and what the kind of round shows of the others.</summary>
internal sealed class PanelStage(RoundSpec spec, PanelKind kind) : RoundStage(spec)
{
    // Answers that others are to be counted by are asked for in an order.
    private readonly AnswerKind _answer = kind is { Answer: AnswerKind.Text, ShowsPeers: true } && spec.Aggregator is not null ? AnswerKind.Ranking : kind.Answer;

    protected override bool HidesNames => kind.HidesNames;

    public override async Task<RoundResult> RunAsync(RunContext run, int index)
    {
        var place = new RoundPlace(Name, index);
        var seed = kind.HidesNames ? Spec.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue) : (int?)null;
        var shown = kind.ShowsPeers ? Shown(run, seed) : [];
        var members = run.MembersOf(Spec, index);
        var candidates = _answer == AnswerKind.Text ? [] : Candidates(shown);
        var turns = members.ConvertAll(member => TurnOf(run, place, member, Question(run, index, member, shown, candidates)));
        var results = await TurnStage.RunAsync(run, place, turns, (turn, answer) => Read(turn, answer, index, candidates, shown), Spec.Quorum ?? int.MaxValue, FailsFast(run)).ConfigureAwait(false);
        return new RoundResult
        {
            Name = Name,
            Index = index,
            Members = results,
            Aggregate = Aggregate(run, results, candidates, shown, seed ?? 0),
            Labels = kind.HidesNames ? LabelsOf(shown) : new Dictionary<string, string>(),
            Seed = seed,
            Usage = UsageOf(results),
        };
    }

    /// <summary>The answers so far, by the name that the others see, in the order in which they see them.</summary>
    private static List<Peer> Shown(RunContext run, int? seed)
    {
        var answers = run.Spec.Members.Select(member => (member.Id, Answer: run.LastAnswerOf(member.Id))).Where(static said => said.Answer is not null)
            .ToDictionary(static said => said.Id, static said => said.Answer!, StringComparer.Ordinal);
        return seed is { } known
            ? [.. Labels.Shuffled(answers.Keys, known).Select(pair => new Peer(pair.Key, pair.Value, answers[pair.Value]))]
            : [.. answers.Select(static pair => new Peer(pair.Key, pair.Key, pair.Value))];
    }

    private List<string> Candidates(List<Peer> shown) => Spec.Options.Count > 0 ? [.. Spec.Options] : shown.ConvertAll(static peer => peer.Name);

    // Who does not see its own answer cannot choose it either.
    private List<string> OpenTo(string member, List<string> candidates, List<Peer> shown)
        => kind.ShowsOwn ? candidates : candidates.FindAll(name => !shown.Exists(peer => peer.Name == name && peer.Member == member));

    private string Question(RunContext run, int index, MemberSpec member, List<Peer> shown, List<string> candidates)
    {
        var text = new StringBuilder(run.Input.Text).Append("\n\n");
        var others = shown.Where(peer => kind.ShowsOwn || peer.Member != member.Id).ToList();
        if (others.Count > 0)
        {
            var mark = PeerText.MarkOf(run.RunId, index);
            text.Append(PeerText.Notice(mark)).Append("\n\n");
            foreach (var peer in others)
            {
                PeerText.Append(text, mark, peer.Name, peer.Answer);
            }
        }

        text.Append(kind.Instruction);
        if (_answer != AnswerKind.Text)
        {
            var open = OpenTo(member.Id, candidates, shown);
            text.Append(open.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $"\nThe candidates: {string.Join("; ", open)}.") : "");
            text.Append('\n').Append(AnswerText.FormOf(_answer));
        }
        else if (member.Confidence == "self_report")
        {
            text.Append('\n').Append(AnswerText.ConfidenceForm);
        }

        return text.ToString();
    }

    private MemberResult Read(MemberTurn turn, string answer, int index, List<string> candidates, List<Peer> shown)
    {
        var member = turn.Model.Member;
        if (_answer == AnswerKind.Text)
        {
            var report = member.Confidence == "self_report" ? ConfidenceReport.Of(answer) : new(answer, null);
            return new() { Member = turn.Member, Status = MemberStatus.Ok, Content = report.Content, Confidence = report.Confidence };
        }

        var open = OpenTo(turn.Member, candidates, shown);
        if (AnswerText.ReadBallot(answer, _answer, open, member, out var problem) is { } ballot)
        {
            return new() { Member = turn.Member, Status = MemberStatus.Ok, Content = answer, Ballot = ballot, Confidence = ballot.Confidence };
        }

        var error = new CouncilError(CouncilErrorCodes.InvalidOutput, problem!) { Member = turn.Member, RoundIndex = index };
        return new() { Member = turn.Member, Status = MemberStatus.InvalidOutput, Content = answer, Error = error };
    }

    private AggregateResult? Aggregate(RunContext run, MemberResult[] results, List<string> candidates, List<Peer> shown, int seed)
    {
        var name = Spec.Aggregator ?? kind.Aggregator;
        if (name is null || (Aggregators.ByName.GetValueOrDefault(name) ?? run.Registry.Find(CouncilKinds.Aggregator, name)) is not { } aggregator)
        {
            return null;
        }

        var isLabelled = kind.HidesNames && Spec.Options.Count == 0;
        return aggregator.Aggregate(new Poll
        {
            Candidates = isLabelled ? shown.ConvertAll(static peer => peer.Member) : candidates,
            Ballots = [.. results.Select(static result => result.Ballot).OfType<Ballot>()],
            Labels = isLabelled ? LabelsOf(shown) : new Dictionary<string, string>(),
            TieBreak = Spec.TieBreak,
            Seed = seed,
        });
    }

    private static Dictionary<string, string> LabelsOf(List<Peer> shown) => shown.ToDictionary(static peer => peer.Name, static peer => peer.Member, StringComparer.Ordinal);

    /// <summary>An answer that others see.</summary>
    /// <param name="Name">What they see it under.</param>
    /// <param name="Member">Whose it is.</param>
    /// <param name="Answer">What was said.</param>
    private sealed record Peer(string Name, string Member, string Answer);
}
