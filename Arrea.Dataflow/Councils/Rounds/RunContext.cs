using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Councils.Events;
using Arrea.Dataflow.Councils.Registry;
using Arrea.Dataflow.Councils.Runs;

namespace Arrea.Dataflow.Councils.Rounds;

/// <summary>One run, as its rounds see it: what is asked, what was answered so far, and who is told.</summary>
internal sealed class RunContext
{
    private readonly List<RoundResult> _rounds = [];
    private readonly List<CouncilError> _errors = [];
    private RoundResult? _shown;

    public required string RunId { get; init; }

    public required CouncilSpec Spec { get; init; }

    public required CouncilInput Input { get; init; }

    public required CouncilRunOptions Options { get; init; }

    public required Leader Leader { get; init; }

    /// <summary>The most turns at once.</summary>
    public required int Workers { get; init; }

    public required CouncilTopic Topic { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>What is known by name: aggregators, routers, conditions.</summary>
    public required CouncilRegistry Registry { get; init; }

    public required MemberModels Models { get; init; }

    /// <summary>Asks the run to end after the turns that go on.</summary>
    public required CancellationToken Drain { get; init; }

    /// <summary>Ends all turns at once.</summary>
    public required CancellationToken KillNow { get; init; }

    public bool IsEnding => Drain.IsCancellationRequested || KillNow.IsCancellationRequested;

    /// <summary>The rounds that have ended.</summary>
    public IReadOnlyList<RoundResult> Rounds => _rounds;

    public IReadOnlyList<CouncilError> Errors => _errors;

    /// <summary>Shows the answers of a round that is still repeated to those asked next.</summary>
    public void Show(RoundResult round) => _shown = round;

    public void Add(RoundResult round)
    {
        _shown = null;
        _rounds.Add(round);
        foreach (var member in round.Members)
        {
            if (member.Error is { } error)
            {
                _errors.Add(error);
            }
        }

        if (round.Aggregate is { Error: { } code })
        {
            _errors.Add(new(code, "No ballot was valid, so nobody won.") { RoundIndex = round.Index });
        }
    }

    public void Add(CouncilError error) => _errors.Add(error);

    /// <summary>The last thing that a member said; null where it has said nothing yet.</summary>
    public string? LastAnswerOf(string member)
    {
        var answer = _shown is null ? null : AnswerIn(_shown, member);
        for (var at = _rounds.Count - 1; at >= 0 && answer is null; at--)
        {
            answer = AnswerIn(_rounds[at], member);
        }

        return answer;
    }

    /// <summary>The members who take part in a round: who has not been eliminated, and whom the router chooses.</summary>
    public List<MemberSpec> MembersOf(RoundSpec round, int index)
    {
        var members = Spec.Members.Where(member => !_rounds.Exists(earlier => earlier.Members.Any(result => result.Member == member.Id && result.Status == MemberStatus.Eliminated))).ToList();
        if ((round.Router ?? Spec.Router) is not { } name || Registry.Find(CouncilKinds.Router, name) is not { } router)
        {
            return members;
        }

        var chosen = router(new RoutingRequest { Input = Input.Text, Round = round.Type, RoundIndex = index, Members = members });
        return members.FindAll(member => chosen.Contains(member.Id));
    }

    // A ballot is no answer to be judged in its turn.
    private static string? AnswerIn(RoundResult round, string member)
        => round.Members.FirstOrDefault(result => result.Member == member && result is { IsOk: true, Content: not null, Ballot: null })?.Content;
}
