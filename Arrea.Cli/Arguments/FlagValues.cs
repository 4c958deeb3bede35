using System.CommandLine;
using System.Globalization;
using Arrea.Cli.Wording;

namespace Arrea.Cli.Arguments;

/// <summary>What was given for the flags. Each error names the flag, the value and what is accepted.</summary>
/// <param name="parsed">The command line.</param>
internal sealed class FlagValues(ParseResult parsed)
{
    public bool Has(Option flag) => parsed.GetResult(flag) is { Implicit: false };

    public string? Value(Option flag) => Values(flag) is [var value, ..] ? value : null;

    public IReadOnlyList<string> Values(Option flag) => parsed.GetResult(flag) is { Implicit: false } result
        ? [.. result.Tokens.Select(static token => token.Value)]
        : [];

    /// <summary>Refuses two flags together.</summary>
    /// <exception cref="UsageException">Both are given.</exception>
    public void Exclude(Option one, Option other)
    {
        if (Has(one) && Has(other))
        {
            throw new UsageException($"'{one.Name}' and '{other.Name}' exclude one another");
        }
    }

    /// <summary>One of the words of a flag.</summary>
    /// <param name="flag">The flag.</param>
    /// <param name="otherwise">What there is when the flag is not given. Null: the first of the words.</param>
    /// <exception cref="UsageException">It is none of them.</exception>
    public string Choice(ChoiceFlag flag, string? otherwise = null) => Value(flag) switch
    {
        null => otherwise ?? flag.Words[0],
        var text when flag.Words.Contains(text) => text,
        var text => throw Malformed(flag, text, string.Join(", ", flag.Words), Suggestion.For(text, flag.Words)),
    };

    /// <summary>A whole number; null when the flag is not given.</summary>
    /// <exception cref="UsageException">It is none, or out of bounds.</exception>
    public int? Number(Option flag, int least, int most) => Value(flag) switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most => number,
        var text => throw Malformed(flag, text, $"a number from {least} to {most}"),
    };

    /// <summary>A duration of more than zero, unless zero means none or is accepted; null when the flag is not given.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public TimeSpan? Time(Option flag, bool zeroIsNone = false, bool zeroIsAccepted = false)
    {
        if (Value(flag) is not { } text)
        {
            return null;
        }

        if (!Duration.TryParse(text, out var duration) || (duration == TimeSpan.Zero && !zeroIsNone && !zeroIsAccepted))
        {
            throw Malformed(flag, text, Duration.Accepted + (zeroIsNone ? ", or 0 for none" : zeroIsAccepted ? "" : ", more than 0"));
        }

        return duration == TimeSpan.Zero && zeroIsNone ? Timeout.InfiniteTimeSpan : duration;
    }

    /// <summary>What is thrown for a value that is not accepted.</summary>
    public static UsageException Malformed(Option flag, string value, string accepted, string hint = "")
        => new($"'{flag.Name}' does not accept '{Shown.Command(value)}'; it accepts {accepted}.{hint}");
}
