using Arrea.Dataflow.Councils.Aggregation;

namespace Arrea.Dataflow.Councils.Answers;

/// <summary>How members are asked for what a program reads, and what it reads of it.</summary>
internal static class AnswerText
{
    /// <summary>Asks for how sure a member is.</summary>
    public const string ConfidenceForm = "End with a line of JSON that says how sure you are, from 0 to 1: {\"confidence\": 0.5}";

    /// <summary>Asks for an answer of a kind.</summary>
    public static string FormOf(AnswerKind kind) => kind == AnswerKind.Vote
        ? "Answer with JSON alone: {\"choice\": \"the candidate\", \"rationale\": \"why\", \"confidence\": 0.5}"
        : "Answer with JSON alone, all candidates, the best first: {\"ordering\": [\"the best\", \"the next\"], \"rationale\": \"why\"}";

    /// <summary>The ballot in an answer; null where there is none, and the problem says why.</summary>
    public static Ballot? ReadBallot(string answer, AnswerKind kind, IReadOnlyList<string> candidates, MemberSpec voter, out string? problem)
    {
        if (kind == AnswerKind.Vote)
        {
            return VoteAnswer.TryRead(answer, candidates, out var vote, out problem)
                ? new Ballot { Voter = voter.Id, Ordering = [vote.Choice], Confidence = vote.Confidence, Rationale = vote.Rationale, Weight = voter.Weight }
                : null;
        }

        return RankingAnswer.TryRead(answer, candidates, out var ranking, out problem)
            ? new Ballot { Voter = voter.Id, Ordering = ranking.Ordering, Confidence = ranking.Confidence, Rationale = ranking.Rationale, Weight = voter.Weight }
            : null;
    }
}
