namespace Arrea.Dataflow.Validation.Facts;

/// <summary>Patterns of words: <c>*</c> stands for any text, <c>?</c> for one character, and everything else for itself.</summary>
internal static class Glob
{
    /// <summary>Whether a text fits a pattern. Linear in the text for patterns without <c>?</c>; for the others at most the product of the lengths.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="text">The text.</param>
    /// <param name="isPlain">Whether <c>?</c> stands for itself.</param>
    /// <param name="comparison">How letters are compared.</param>
    public static bool Fits(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text, bool isPlain = false, StringComparison comparison = StringComparison.Ordinal)
    {
        if (!isPlain && pattern.Contains('?'))
        {
            return FitsSlowly(pattern, text, comparison);
        }

        var star = pattern.IndexOf('*');
        if (star < 0)
        {
            return pattern.Equals(text, comparison);
        }

        if (!text.StartsWith(pattern[..star], comparison))
        {
            return false;
        }

        // Each part between two stars is taken where it first stands; the last one must stand at the end.
        text = text[star..];
        pattern = pattern[(star + 1)..];
        while (pattern.IndexOf('*') is var next and >= 0)
        {
            var at = text.IndexOf(pattern[..next], comparison);
            if (at < 0)
            {
                return false;
            }

            text = text[(at + next)..];
            pattern = pattern[(next + 1)..];
        }

        return text.EndsWith(pattern, comparison);
    }

    /// <summary>Whether a value fits one of some patterns. What is known in part fits by its known beginning alone, or, where the pattern begins with a dollar sign, as it is written.</summary>
    public static bool Fits(string[] patterns, Value value, StringComparison comparison = StringComparison.Ordinal)
    {
        foreach (var pattern in patterns)
        {
            if (pattern == "*" || (value.Exact is { } exact ? Fits(pattern, exact, comparison: comparison)
                : pattern is ['$', ..] ? Fits(pattern, value.ToString(), comparison: comparison) : FitsStart(pattern, value.KnownStart, comparison)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool FitsSlowly(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text, StringComparison comparison)
    {
        int at = 0, from = 0, star = -1, retry = 0;
        while (from < text.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                star = at++;
                retry = from;
            }
            else if (at < pattern.Length && (pattern[at] == '?' || pattern.Slice(at, 1).Equals(text.Slice(from, 1), comparison)))
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

    private static bool FitsStart(string pattern, string start, StringComparison comparison)
        => pattern is [.. var head, '*'] && start.Length > 0 && (head.Contains('*', StringComparison.Ordinal) ? Fits(pattern, start, comparison: comparison) : start.StartsWith(head, comparison));
}
