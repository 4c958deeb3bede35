namespace Arrea.Dataflow.Councils.Answers;

/// <summary>What is wrong with an answer, in the words that the member is told.</summary>
internal static class AnswerProblems
{
    // A model may say anything at any length.
    private const int Longest = 100;

    public static string Missing(string key) => $"The answer holds no JSON object with the key \"{key}\".";

    public static string NoCandidate(string key, string said)
        => $"\"{(said.Length > Longest ? said[..Longest] + "…" : said)}\" in \"{key}\" is none of the candidates.";
}
