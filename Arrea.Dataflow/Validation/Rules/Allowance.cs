using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Rules;

/// <summary>A command that is not judged by rules, or not by one of them.</summary>
/// <remarks>
/// <c>git push --force origin my/*</c> is compared word by word with what the shell would hand over: <c>*</c> stands for any text of a word,
/// the number of words must be the same, but for <c>...</c> at the end. <c>no_git_rewrite: git push --force</c> is an exception to that rule alone.
/// What is not known exactly never fits. Redirections and variables of the command are judged all the same.
/// </remarks>
internal sealed class Allowance
{
    private readonly string[] _words;
    private readonly bool _isOpen;

    private Allowance(string? rule, string[] words, bool isOpen)
    {
        Rule = rule;
        _words = words;
        _isOpen = isOpen;
    }

    /// <summary>The one rule that it is an exception to; null for all.</summary>
    public string? Rule { get; }

    /// <summary>Reads an allowance.</summary>
    /// <exception cref="ArgumentException">It is not one; the message says why.</exception>
    public static Allowance Parse(string text)
        => ProblemOf(text) is { } problem ? throw new ArgumentException($"The allowance '{text}' {problem}", nameof(text)) : Read(text);

    /// <summary>What is wrong with an allowance; null when nothing is.</summary>
    public static string? ProblemOf(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "is empty.";
        }

        var allowance = Read(text);
        return allowance._words.Length == 0 ? "names no command."
            : allowance._words[0] is [.., ':'] ? ProblemOfRule(allowance._words[0][..^1])
            : allowance.Rule is { } rule && IsMistyped(rule) ? ProblemOfRule(rule)
            : IsAny(allowance._words[0]) || (allowance._words is ["sudo", var other, ..] && IsAny(other)) ? "would allow any command. Name one."
            : text.Any(char.IsControl) ? "holds a control character." : null;
    }

    /// <summary>Whether it is an exception to this rule.</summary>
    public bool IsFor(string rule) => Rule is null || Rule == rule;

    /// <summary>Whether it allows this command. One that runs as another user is allowed only by words that begin with <c>sudo</c>.</summary>
    public bool Allows(Invocation invocation)
    {
        if (invocation.Variables.Count > 0)
        {
            return false;
        }

        var from = (invocation.Context & RunContext.OtherUser) == 0 ? 0 : 1;
        if (from == 1 && _words[0] != "sudo")
        {
            return false;
        }

        var count = _words.Length - from;
        if (count < 1 || (_isOpen ? invocation.Arguments.Count + 1 < count : invocation.Arguments.Count + 1 != count) || !Fits(_words[from], invocation.Command))
        {
            return false;
        }

        for (var at = 0; at < invocation.Arguments.Count; at++)
        {
            if (at + 1 < count ? !Fits(_words[from + at + 1], invocation.Arguments[at]) : invocation.Arguments[at].Exact is null)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsAny(string word) => word.AsSpan().Trim("*?/").IsEmpty;

    // A rule of one's own may have any name but these, so it cannot be told from a mistyped one here.
    private static bool IsMistyped(string rule) => rule.StartsWith("no_", StringComparison.Ordinal) && !RuleCatalogue.Names.Contains(rule);

    private static string ProblemOfRule(string typed)
    {
        var nearest = RuleCatalogue.Names.MaxBy(name => name.Zip(typed.ToLowerInvariant()).TakeWhile(static pair => pair.First == pair.Second).Count());
        return $"begins with '{typed}:', which is not a rule. Did you mean '{nearest}'?";
    }

    private static bool Fits(string pattern, Value word) => word.Exact is { } text && Glob.Fits(pattern, text, isPlain: true);

    private static Allowance Read(string text)
    {
        var colon = text.IndexOf(": ", StringComparison.Ordinal);
        var rule = colon > 0 && ValidationRule.IsName(text[..colon].Trim()) ? text[..colon].Trim() : null;
        var words = (rule is null ? text : text[(colon + 1)..]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var isOpen = words is [.., "..."];
        return new(rule, isOpen ? words[..^1] : words, isOpen);
    }
}
