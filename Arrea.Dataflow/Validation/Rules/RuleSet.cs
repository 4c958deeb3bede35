using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Rules.Matching;

namespace Arrea.Dataflow.Validation.Rules;

/// <summary>The rules that hold, made ready to be asked by the name of a command. Immutable.</summary>
internal sealed class RuleSet
{
    private readonly Dictionary<string, List<ConditionMatcher>> _byCommand = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ConditionMatcher>> _byCommandOfAnyCase = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Pattern, ConditionMatcher Matcher)> _byPattern = [];
    private readonly List<ConditionMatcher> _ofAnyCommand = [];

    /// <param name="rules">The rules, in order.</param>
    /// <param name="allowances">Commands that are not judged by rules.</param>
    /// <param name="sudoAllowlist">Commands that may follow sudo.</param>
    public RuleSet(IEnumerable<ValidationRule> rules, IReadOnlyList<Allowance> allowances, SudoAllowlist sudoAllowlist)
    {
        Rules = [.. rules];
        Allowances = allowances;
        SudoAllowlist = sudoAllowlist;
        foreach (var rule in Rules)
        {
            foreach (var condition in rule.When)
            {
                Add(rule, condition);
            }
        }
    }

    /// <summary>All built-in rules, without exceptions.</summary>
    public static RuleSet Guard { get; } = new(RuleCatalogue.Rules, [], SudoAllowlist.None);

    public IReadOnlyList<ValidationRule> Rules { get; }

    public IReadOnlyList<Allowance> Allowances { get; }

    public SudoAllowlist SudoAllowlist { get; }

    /// <summary>Conditions about what is done to files, by whatever.</summary>
    public List<ConditionMatcher> OfEffects { get; } = [];

    /// <summary>Conditions about variables that are set for what follows.</summary>
    public List<ConditionMatcher> OfVariables { get; } = [];

    /// <summary>Conditions about programs that are not known.</summary>
    public List<ConditionMatcher> OfPrograms { get; } = [];

    /// <summary>Conditions about the text itself.</summary>
    public List<ConditionMatcher> OfDisguises { get; } = [];

    /// <summary>The conditions that a command of this name may fulfil.</summary>
    /// <param name="name">The last part of its path.</param>
    /// <param name="path">Its path.</param>
    public IEnumerable<ConditionMatcher> OfCommand(string name, string path)
    {
        if (_byCommand.TryGetValue(name, out var matchers))
        {
            foreach (var matcher in matchers)
            {
                yield return matcher;
            }
        }

        if (_byCommandOfAnyCase.TryGetValue(name, out var others))
        {
            foreach (var matcher in others)
            {
                yield return matcher;
            }
        }

        foreach (var (pattern, matcher) in _byPattern)
        {
            if (Glob.Fits(pattern, pattern[0] == '/' ? path : name, comparison: matcher.Condition.IgnoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal))
            {
                yield return matcher;
            }
        }

        foreach (var matcher in _ofAnyCommand)
        {
            yield return matcher;
        }
    }

    private void Add(ValidationRule rule, RuleCondition condition)
    {
        var matcher = new ConditionMatcher(rule, condition);
        if (condition.Programs.Count > 0)
        {
            OfPrograms.Add(matcher);
        }
        else if (condition.Disguises.Count > 0)
        {
            OfDisguises.Add(matcher);
        }
        else if (condition.Commands.Count > 0)
        {
            AddByName(condition, matcher);
        }
        else if (condition.Effects.Count > 0)
        {
            OfEffects.Add(matcher);
        }
        else
        {
            _ofAnyCommand.Add(matcher);
            if (condition.Variables.Count > 0)
            {
                OfVariables.Add(matcher);
            }
        }
    }

    private void AddByName(RuleCondition condition, ConditionMatcher matcher)
    {
        var byCommand = condition.IgnoreCase ? _byCommandOfAnyCase : _byCommand;
        foreach (var name in condition.Commands)
        {
            if (name.Contains('*', StringComparison.Ordinal))
            {
                _byPattern.Add((name, matcher));
            }
            else if (byCommand.TryGetValue(name, out var matchers))
            {
                matchers.Add(matcher);
            }
            else
            {
                byCommand.Add(name, [matcher]);
            }
        }
    }
}
