using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Arrea.Cli.Wording;
using Arrea.Dataflow.Policies;

namespace Arrea.Cli.Arguments;

/// <summary>Which failed attempts deserve another one: <c>exit=75,timeout,signal=KILL,stderr~REGEX</c>.</summary>
internal sealed class RetryConditions
{
    public const string Accepted = "a list of exit=N or exit=N-M (1 to 255), timeout, signal=NAME, and stderr~REGEX as the last";

    private const string Pattern = "stderr~";

    // What an expression may take for one output, whoever wrote it.
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(1);

    private readonly ImmutableArray<Func<FailedAttempt, bool>> _conditions;

    private RetryConditions(ImmutableArray<Func<FailedAttempt, bool>> conditions) => _conditions = conditions;

    /// <summary>Whether what jobs write to standard error has to be kept for it.</summary>
    public bool ReadsOutput { get; private init; }

    /// <summary>Reads a list.</summary>
    /// <returns>The conditions; null when it is none.</returns>
    public static RetryConditions? Parse(string text)
    {
        var conditions = ImmutableArray.CreateBuilder<Func<FailedAttempt, bool>>();
        var readsOutput = false;
        string? rest = text;
        while (rest is not null)
        {
            string item;
            readsOutput = rest.StartsWith(Pattern, StringComparison.Ordinal);

            // An expression may hold commas, so it goes to the end.
            (item, rest) = readsOutput || rest.IndexOf(',', StringComparison.Ordinal) is not (>= 0 and var comma) ? (rest, null) : (rest[..comma], rest[(comma + 1)..]);
            if (Condition(item) is not { } condition)
            {
                return null;
            }

            conditions.Add(condition);
        }

        return new RetryConditions(conditions.ToImmutable()) { ReadsOutput = readsOutput };
    }

    /// <summary>Whether a failed attempt deserves another one.</summary>
    public bool Hold(FailedAttempt attempt) => _conditions.Any(condition => condition(attempt));

    private static Func<FailedAttempt, bool>? Condition(string item)
    {
        if (item == "timeout")
        {
            return static attempt => attempt.TimedOut;
        }

        if (item.StartsWith(Pattern, StringComparison.Ordinal))
        {
            return Matches(item[Pattern.Length..]);
        }

        return item.Split('=') switch
        {
            ["exit", var codes] => Exits(codes),
            ["signal", var name] when SignalName.Parse(name) is { } signal => attempt => !attempt.TimedOut && attempt.Signal == signal,
            _ => null,
        };
    }

    private static Func<FailedAttempt, bool>? Exits(string codes)
    {
        var (from, to) = codes.Split('-') switch
        {
            [var one] => (Code(one), Code(one)),
            [var first, var last] => (Code(first), Code(last)),
            _ => default,
        };
        return from is { } least && to is { } most && least <= most ? attempt => !attempt.TimedOut && attempt.ExitCode >= least && attempt.ExitCode <= most : null;
    }

    private static int? Code(string text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code is >= 1 and <= 255 ? code : null;

    private static Func<FailedAttempt, bool>? Matches(string expression)
    {
        if (expression.Length == 0)
        {
            return null;
        }

        try
        {
            var regex = new Regex(expression, RegexOptions.CultureInvariant | RegexOptions.Multiline, LongestMatch);
            var told = 0;
            return attempt => !attempt.TimedOut && IsMatch(regex, attempt.StandardError, ref told);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsMatch(Regex regex, string text, ref int told)
    {
        try
        {
            return regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            // Once: it would be so for every job that writes the like.
            if (Interlocked.Exchange(ref told, 1) == 0)
            {
                CommandLine.Report($"'--retry-on {Pattern}{Shown.Text(regex.ToString())}' took more than {Duration.Show(LongestMatch)} for what a job wrote; that counts as no match");
            }

            return false;
        }
    }
}
