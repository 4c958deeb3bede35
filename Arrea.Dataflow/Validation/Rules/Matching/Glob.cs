using Arrea.Dataflow.Validation.Evaluation;

namespace Arrea.Dataflow.Validation.Rules.Matching;

/// <summary>Patterns of words: <c>*</c> stands for any text, <c>?</c> for one character, and everything else for itself.</summary>
internal static class Glob
{
    /// <summary>Whether a text fits a pattern. Time is at most the product of the lengths, and about linear for the patterns of rules.</summary>
    public static bool Fits(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        int at = 0, from = 0, star = -1, retry = 0;
        while (from < text.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                star = at++;
                retry = from;
            }
            else if (at < pattern.Length && (pattern[at] == text[from] || pattern[at] == '?'))
            {
                at++;
                from++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                from = ++retry;
            }
            else
            {
                return false;
            }
        }

        return pattern[at..].Trim('*').IsEmpty;
    }

    /// <summary>Whether a value fits one of some patterns. What is known in part fits by its known beginning alone, or, where the pattern begins with a dollar sign, as it is written.</summary>
    public static bool Fits(string[] patterns, Value value)
    {
        foreach (var pattern in patterns)
        {
            if (pattern == "*" || (value.Exact is { } exact ? Fits(pattern, exact)
                : pattern is ['$', ..] ? Fits(pattern, value.ToString()) : FitsStart(pattern, value.KnownStart)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool FitsStart(string pattern, string start)
        => pattern is [.. var head, '*'] && start.Length > 0 && (head.Contains('*', StringComparison.Ordinal) ? Fits(pattern, start) : start.StartsWith(head, StringComparison.Ordinal));
}
