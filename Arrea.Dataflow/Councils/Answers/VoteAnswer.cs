using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Arrea.Dataflow.Councils.Answers;

/// <summary>A member's choice of one.</summary>
public sealed record VoteAnswer
{
    /// <summary>The candidate, as the candidates spell it. Without candidates, what the member said, without blanks around it.</summary>
    public required string Choice { get; init; }

    /// <summary>Why, in the member's own words; null (default) for not said.</summary>
    public string? Rationale { get; init; }

    /// <summary>How sure it is. Range: 0 to 1. Null (default) for not said, or out of range.</summary>
    public double? Confidence { get; init; }

    /// <summary>Reads an answer: <c>{"choice": …, "rationale": …, "confidence": …}</c>, the last two optional.</summary>
    /// <param name="text">What the member wrote. The last JSON object with the key <c>choice</c> counts, be it alone, in a code fence or between other words; an object inside another does not. Without such an object, a text that is nothing but a candidate.</param>
    /// <param name="candidates">What can be chosen: found as written, else without blanks around it, else in other capitals. Empty: anything.</param>
    /// <param name="answer">The answer; null where there is none.</param>
    /// <param name="problem">What is wrong, as a sentence for the member or for people; null where nothing is.</param>
    /// <returns>Whether there is an answer.</returns>
    /// <remarks>No text makes it throw, or takes more than linear time.</remarks>
    public static bool TryRead(string text, IReadOnlyList<string> candidates, [NotNullWhen(true)] out VoteAnswer? answer, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(candidates);
        var match = new CandidateMatch(candidates);
        (answer, problem) = JsonObjects.LastWith(text, "choice") is { } found ? Read(found, match)
            : !match.IsFree && match.Of(text) is { } bare ? (new() { Choice = bare }, null)
            : (null, AnswerProblems.Missing("choice"));
        return answer is not null;
    }

    /// <summary>That there is a vote. What it says may be secret.</summary>
    public override string ToString() => "vote";

    private static (VoteAnswer? Answer, string? Problem) Read(JsonElement found, CandidateMatch match)
    {
        if (JsonValues.Text(JsonValues.Of(found, "choice")) is not { } said)
        {
            return (null, "The value of \"choice\" is not a text.");
        }

        return match.Of(said) is { } choice
            ? (new() { Choice = choice, Rationale = JsonValues.Text(JsonValues.Of(found, "rationale")), Confidence = JsonValues.Share(JsonValues.Of(found, "confidence")) }, null)
            : (null, AnswerProblems.NoCandidate("choice", said));
    }
}
