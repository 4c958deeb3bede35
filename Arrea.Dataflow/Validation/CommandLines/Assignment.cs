using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.CommandLines;

/// <summary>Reads <c>NAME=value</c> out of an argument.</summary>
internal static class Assignment
{
    public static Variable? Of(Value word)
    {
        var start = word.KnownStart;
        var equals = start.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && IsName(start.AsSpan(0, equals)) ? new Variable(start[..equals], Values.Skip(word, equals + 1)) : null;
    }

    /// <summary>As <c>env</c> reads it, which takes any name: <c>BASH_FUNC_ls%%=…</c>.</summary>
    public static Variable? OfAny(Value word)
        => word.KnownStart.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals ? new Variable(word.KnownStart[..equals], Values.Skip(word, equals + 1)) : null;

    private static bool IsName(ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (letter != '_' && !char.IsAsciiLetterOrDigit(letter))
            {
                return false;
            }
        }

        return !char.IsAsciiDigit(text[0]);
    }
}
