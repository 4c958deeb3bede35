using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Arrea.Dataflow.Councils.Answers;

/// <summary>A member's order of the candidates.</summary>
public sealed record RankingAnswer
{
    /// <summary>The candidates, the best first, as the candidates spell them. What is none stands as the member wrote it, and what is named twice stands twice: the tally tells both.</summary>
    public required IReadOnlyList<string> Ordering { get; init; }

    /// <summary>Why, in the member's own words; null (default) for not said.</summary>
    public string? Rationale { get; init; }

    /// <summary>How sure it is. Range: 0 to 1. Null (default) for not said, or out of range.</summary>
    public double? Confidence { get; init; }

    /// <summary>Reads an answer: <c>{"ordering": [best, …], "rationale": …, "confidence": …}</c>, the last two optional.</summary>
    /// <param name="text">What the member wrote. The last JSON object with the key <c>ordering</c> counts, as in <see cref="VoteAnswer.TryRead"/>.</param>
    /// <param name="candidates">What can be ranked: found as written, else without blanks around it, else in other capitals. One of them must be named. Empty: anything.</param>
    /// <param name="answer">The answer; null where there is none.</param>
    /// <param name="problem">What is wrong, as a sentence for the member or for people; null where nothing is.</param>
    /// <returns>Whether there is an answer.</returns>
    /// <remarks>No text makes it throw, or takes more than linear time.</remarks>
    public static bool TryRead(string text, IReadOnlyList<string> candidates, [NotNullWhen(true)] out RankingAnswer? answer, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(candidates);
        (answer, problem) = JsonObjects.LastWith(text, "ordering") is { } found
            ? Read(found, new(candidates))
            : (null, AnswerProblems.Missing("ordering"));
        return answer is not null;
    }

    /// <summary>That there is a ranking. What it says may be secret.</summary>
    public override string ToString() => "ranking";

    private static (RankingAnswer? Answer, string? Problem) Read(JsonElement found, CandidateMatch match)
    {
        if (JsonValues.Of(found, "ordering") is not { ValueKind: JsonValueKind.Array } list)
        {
            return (null, "The value of \"ordering\" is not a list.");
        }

        var said = list.EnumerateArray().Select(static item => JsonValues.Text(item)).ToList();
        if (said.Contains(null))
        {
            return (null, "The list \"ordering\" holds something that is not a text.");
        }

        var ordering = said.OfType<string>().Select(label => (Said: label, Candidate: match.Of(label))).ToList();
        return ordering.Exists(static label => label.Candidate is not null)
            ? (new()
            {
                Ordering = [.. ordering.Select(static label => label.Candidate ?? label.Said)],
                Rationale = JsonValues.Text(JsonValues.Of(found, "rationale")),
                Confidence = JsonValues.Share(JsonValues.Of(found, "confidence")),
            }, null)
            : (null, said is [var first, ..] ? AnswerProblems.NoCandidate("ordering", first!) : "The list \"ordering\" is empty.");
    }
}
