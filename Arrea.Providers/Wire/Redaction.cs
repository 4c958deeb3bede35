using System.Text;

namespace Arrea.Providers.Wire;

/// <summary>Takes keys and prompts out of what a provider says.</summary>
internal static class Redaction
{
    private const int LongestText = 500;
    private const int LongestWord = 60;

    // A run of so many characters that is also in a prompt is no chance. Shorter prompts count whole, and as words.
    private const int Run = 20;
    private const int ShortestPrompt = 4;

    /// <summary>A text for people: on one line, cut to 500 characters.</summary>
    public static string Of(string? text, Exchange exchange)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "";
        }

        // Cut before the search, which costs the length of the text times that of the prompts.
        text = text.Length > 2 * LongestText ? text[..(2 * LongestText)] : text;
        foreach (var secret in exchange.Access.Secrets.Where(static secret => secret.Length >= ShortestPrompt).OrderByDescending(static secret => secret.Length))
        {
            text = text.Replace(secret, "[key]", StringComparison.Ordinal);
        }

        var hidden = new bool[text.Length];
        foreach (var prompt in exchange.Prompts)
        {
            Hide(text, prompt, hidden);
        }

        var shown = Shown(text, hidden).Trim();
        return shown.Length > LongestText ? shown[..LongestText] + "…" : shown;
    }

    /// <summary>A provider's word for an error; null where it is no word.</summary>
    public static string? WordOf(string? word, Exchange exchange)
        => word is { Length: > 0 and <= LongestWord } && word.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') && Of(word, exchange) == word ? word : null;

    private static void Hide(string text, string prompt, bool[] hidden)
    {
        prompt = prompt.Trim();
        if (prompt.Length is >= ShortestPrompt and < Run)
        {
            for (var at = text.IndexOf(prompt, StringComparison.Ordinal); at >= 0; at = text.IndexOf(prompt, at + 1, StringComparison.Ordinal))
            {
                if (IsEdge(text, at - 1) && IsEdge(text, at + prompt.Length))
                {
                    hidden.AsSpan(at, prompt.Length).Fill(true);
                }
            }
        }

        for (var at = 0; prompt.Length >= Run && at + Run <= text.Length; at++)
        {
            if (prompt.AsSpan().IndexOf(text.AsSpan(at, Run), StringComparison.Ordinal) >= 0)
            {
                hidden.AsSpan(at, Run).Fill(true);
            }
        }
    }

    private static bool IsEdge(string text, int at) => at < 0 || at >= text.Length || !char.IsLetterOrDigit(text[at]);

    private static string Shown(string text, bool[] hidden)
    {
        var shown = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (!hidden[at])
            {
                shown.Append(char.IsControl(text[at]) ? ' ' : text[at]);
            }
            else if (at == 0 || !hidden[at - 1])
            {
                shown.Append("[prompt]");
            }
        }

        return shown.ToString();
    }
}
