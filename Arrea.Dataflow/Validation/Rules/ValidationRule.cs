using System.Buffers;
using Arrea.Dataflow.Checks;

namespace Arrea.Dataflow.Validation.Rules;

/// <summary>A rule for commands, as data: when it is broken, how bad that is, and examples that prove it.</summary>
/// <remarks>
/// Immutable. A rule speaks of what the shell would do, never of how the text is spelled: of a command with its words and options, of what is
/// done to a file, of a variable. It is broken where one of its conditions holds.
/// </remarks>
public sealed record ValidationRule
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>The longest message and pattern, in characters.</summary>
    private const int MaxText = 300;

    /// <summary>The name: lower-case letters, digits and <c>_</c>, a letter first, at most 64 characters; <c>no_…</c> by custom.</summary>
    /// <exception cref="ArgumentException">It is not such a name.</exception>
    public required string Id
    {
        get;
        init => field = IsName(value) ? value : throw new ArgumentException($"{nameof(Id)} is '{value}'; expected lower-case letters, digits and _, a letter first.", nameof(Id));
    }

    /// <summary>What a broken rule makes of a command. Default: <see cref="RuleSeverity.Dangerous"/>.</summary>
    public RuleSeverity Severity { get; init => field = Check.Defined(value); }

    /// <summary>What people know it by: <c>rm -rf</c>. 1 to 300 characters.</summary>
    /// <exception cref="ArgumentException">It is empty or too long.</exception>
    public required string Pattern { get; init => field = Text(value, nameof(Pattern)); }

    /// <summary>Why it is bad, as a sentence; <c>{0}</c> stands for the command or the file that was found. 1 to 300 characters.</summary>
    /// <exception cref="ArgumentException">It is empty or too long.</exception>
    public required string Message { get; init => field = Text(value, nameof(Message)); }

    /// <summary>The conditions, one of which must hold. Default: none, so that the rule is never broken.</summary>
    /// <exception cref="ArgumentException">A condition says nothing.</exception>
    public IReadOnlyList<RuleCondition> When
    {
        get;
        init => field = Check.NotNull(value).Any(static condition => condition is null || condition.IsEmpty)
            ? throw new ArgumentException($"{nameof(When)} holds a condition that says nothing, so that everything would break the rule.", nameof(When))
            : Array.AsReadOnly(value.ToArray());
    } = [];

    /// <summary>Commands that break the rule. Default: none.</summary>
    public IReadOnlyList<string> Matches { get; init => field = RuleWords.Checked(value); } = [];

    /// <summary>Commands that do not break it. Default: none.</summary>
    public IReadOnlyList<string> Passes { get; init => field = RuleWords.Checked(value); } = [];

    /// <summary>Reads a rule, or an array of rules, from JSON, and tries their examples.</summary>
    /// <param name="json">An object or an array of objects. The keys are the properties in snake case: <c>id severity pattern message matches passes when</c>; where there is one condition, its keys may stand beside them: <c>commands words options without arguments operands statements lines effects recursive paths variables input carries</c>.</param>
    /// <returns>The rules, in order.</returns>
    /// <exception cref="RuleException">It is no such text, or an example does not do what it should. All problems are told at once.</exception>
    public static IReadOnlyList<ValidationRule> Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var problems = new List<string>();
        var rules = RuleReader.Read(json, problems);
        problems.AddRange(RuleChecks.ProblemsOf(rules));
        return problems.Count == 0 ? rules : throw new RuleException(problems);
    }

    internal static bool IsName(string? text)
        => text is [>= 'a' and <= 'z', ..] && text.Length <= 64 && !text.AsSpan().ContainsAnyExcept(NameCharacters);

    private static string Text(string value, string property)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value, property);
        return value.Length <= MaxText ? value : throw new ArgumentException($"{property} has {value.Length} characters; expected at most {MaxText}.", property);
    }
}
