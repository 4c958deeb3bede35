using System.Globalization;

namespace Arrea.Cli.Arguments;

/// <summary>What a run ends at before its last job, in the words of GNU parallel.</summary>
/// <param name="Now">Whether the running jobs are ended; otherwise they go on to their ends.</param>
/// <param name="Why">Which jobs are counted.</param>
/// <param name="Value">How many of them it takes, or how many percent of all jobs.</param>
/// <param name="IsPercent">Whether <paramref name="Value"/> is in percent.</param>
internal sealed record HaltSpec(bool Now, HaltReason Why, int Value, bool IsPercent)
{
    public const string Accepted = "never, or 'now' or 'soon' and what to count: now,fail=1 soon,fail=30% now,success=1 soon,done=2";

    // So many it takes at least where the limit is in percent: of few jobs one alone is many percent.
    private const int LeastForPercent = 3;

    /// <summary>Reads a specification.</summary>
    /// <param name="text">The text.</param>
    /// <param name="halt">What it says; null for <c>never</c>.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string text, out HaltSpec? halt)
    {
        halt = null;
        text = Expand(text);
        if (text == "never")
        {
            return true;
        }

        if (text.Split(',') is not [var when and ("now" or "soon"), var condition]
            || condition.Split('=') is not [var why and ("fail" or "success" or "done"), var value])
        {
            return false;
        }

        var isPercent = value.EndsWith('%');
        if (!int.TryParse(isPercent ? value[..^1] : value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number < 1
            || (isPercent && number > 100))
        {
            return false;
        }

        halt = new HaltSpec(when == "now", why switch { "fail" => HaltReason.Fail, "success" => HaltReason.Success, _ => HaltReason.Done }, number, isPercent);
        return true;
    }

    /// <summary>Whether it is time to end.</summary>
    /// <param name="count">Jobs that count.</param>
    /// <param name="total">All jobs; null when nobody knows yet.</param>
    public bool IsReached(int count, int? total) => IsPercent
        ? count >= LeastForPercent && total is { } all && 100L * count >= (long)Value * all
        : count >= Value;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Now ? "now" : "soon")},{Why switch { HaltReason.Fail => "fail", HaltReason.Success => "success", _ => "done" }}={Value}{(IsPercent ? "%" : "")}");

    // The older, shorter forms.
    private static string Expand(string text) => text switch
    {
        "0" => "never",
        "1" => "soon,fail=1",
        "2" => "now,fail=1",
        "-1" => "soon,success=1",
        "-2" => "now,success=1",
        [.. var digits, '%'] when digits.All(char.IsAsciiDigit) => $"soon,fail={text}",
        _ => text,
    };
}

/// <summary>Which jobs a <see cref="HaltSpec"/> counts.</summary>
internal enum HaltReason
{
    /// <summary>Those that failed, timed out or were rejected.</summary>
    Fail,

    /// <summary>Those that succeeded.</summary>
    Success,

    /// <summary>Both.</summary>
    Done,
}
