using Arrea.Dataflow.Councils.Aggregation;

namespace Arrea.Dataflow.Councils.Answers;

internal enum AnswerKind
{
    Text,
    Vote,
    Ranking,
}

internal static class AnswerText
{
    public const string VoteForm = "Answer with JSON alone: {\"choice\": the candidate, \"rationale\": why, \"confidence\": 0 to 1}.";
    public const string RankingForm = "Answer with JSON alone: {\"ordering\": [all candidates, the best first], \"rationale\": why}.";
    public const string ConfidenceForm = "End with a line of JSON that says how sure you are: {\"confidence\": 0 to 1}.";

    public static Ballot? Ballot(string answer, AnswerKind kind, IReadOnlyList<string> candidates, string voter, double weight) => null;

    public static (string Content, double? Confidence) SplitConfidence(string answer) => (answer, null);
}
