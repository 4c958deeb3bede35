using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Paths;
using Arrea.Dataflow.Validation.Rules.Effects;

namespace Arrea.Dataflow.Validation.Rules.Matching;

/// <summary>A condition, made ready to be compared.</summary>
internal sealed class ConditionMatcher(ValidationRule rule, RuleCondition condition)
{
    private const int MostShown = 12;
    private readonly string[][] _words = Alternatives(condition.Words);
    private readonly string[][] _options = Alternatives(condition.Options);
    private readonly string[][] _arguments = Alternatives(condition.Arguments);
    private readonly PathKinds _operands = RuleWords.PathKindsOf(condition.Operands);
    private readonly PathKinds _paths = RuleWords.PathKindsOf(condition.Paths);
    private readonly int _effects = RuleWords.EffectsOf(condition.Effects);
    private readonly Origins _input = RuleWords.OriginsOf(condition.Input);
    private readonly Origins _carries = RuleWords.OriginsOf(condition.Carries);
    private readonly string[] _lines = [.. condition.Lines];
    private readonly SqlPattern[] _statements = [.. condition.Statements.Select(SqlPattern.Parse)];
    private readonly VariablePatterns _variables = new(condition.Variables);
    private readonly StringComparison _comparison = condition.IgnoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    public ValidationRule Rule => rule;

    public RuleCondition Condition => condition;

    /// <summary>Whether it is about how a command is used, which does not matter where it only tells of itself: <c>terraform destroy --help</c>.</summary>
    public bool IsAboutUse => condition.Commands.Count > 0 && condition.Effects.Count == 0 && condition.Variables.Count == 0;

    /// <summary>Whether a command fits, and what of it is to be shown; null where it does not.</summary>
    public string? Of(CommandSubject subject)
    {
        if (!FitsWords(subject) || !FitsOptions(subject) || !FitsArguments(subject)
            || (_input != Origins.None && (subject.Invocation.Input.Origins & _input) == Origins.None)
            || (_carries != Origins.None && (Carried(subject.Invocation) & _carries) == Origins.None)
            || (_lines.Length > 0 && !HasLine(subject.Invocation.Input))
            || (_statements.Length > 0 && !Array.Exists(SqlText.Of(subject), statement => Array.Exists(_statements, pattern => pattern.Fits(statement)))))
        {
            return null;
        }

        if (_variables.Count > 0)
        {
            return _variables.FirstOf(subject.Invocation.Variables, subject.Invocation.Directory, isLasting: false);
        }

        if (_operands != PathKinds.None)
        {
            var at = Array.FindIndex(subject.Operands, kinds => (kinds & _operands) != PathKinds.None);
            return at < 0 ? null : subject.Line.Operands[at].ToString();
        }

        return _effects == 0 ? Shown(subject) : OfEffects(subject);
    }

    /// <summary>Whether something done to a file fits.</summary>
    public bool FitsEffect(Effect effect, PathKinds kinds)
        => (_effects & (1 << (int)effect.Kind)) != 0
            && (condition.Recursive is not { } recursive || recursive == effect.IsRecursive)
            && (_paths == PathKinds.None || (kinds & _paths) != PathKinds.None);

    /// <summary>Whether a variable that is set for what follows fits.</summary>
    public string? OfVariable(VariableSet set) => _variables.FirstOf([set.Variable], Value.Of(".", 0..0), isLasting: true);

    /// <summary>Whether a program that is not known fits.</summary>
    public bool FitsProgram(string kind, Origins origins, string runner)
        => condition.Programs.Contains(kind) && (_input == Origins.None || (origins & _input) != Origins.None)
            && (condition.Commands.Count == 0 || condition.Commands.Contains(runner));

    private static string[][] Alternatives(IReadOnlyList<string> patterns) => [.. patterns.Select(static pattern => pattern.Split('|'))];

    // The words as they are given. Whoever shows them cuts them.
    private static string Shown(CommandSubject subject)
        => string.Join(' ', subject.Invocation.Arguments.Take(MostShown).Select(static argument => argument.ToString()).Prepend(subject.Name));

    private bool HasLine(Flow input)
    {
        foreach (var line in input.Exact is { } text ? text.Split('\n') : [])
        {
            if (Array.Exists(_lines, pattern => Glob.Fits(pattern, line.AsSpan().Trim(), comparison: _comparison)))
            {
                return true;
            }
        }

        return false;
    }

    private static Origins Carried(Invocation invocation)
        => invocation.Arguments.Aggregate(invocation.Input.Origins, static (all, argument) => all | argument.Origins);

    private string? OfEffects(CommandSubject subject)
    {
        foreach (var (effect, kinds) in subject.Effects)
        {
            if (FitsEffect(effect, kinds))
            {
                return effect.Path.ToString();
            }
        }

        return null;
    }

    private bool FitsWords(CommandSubject subject)
    {
        if (_words.Length == 0)
        {
            return true;
        }

        var operands = subject.Line.Operands;
        if (operands.Count < _words.Length)
        {
            return false;
        }

        for (var at = 0; at < _words.Length; at++)
        {
            if (!Glob.Fits(_words[at], operands[at], _comparison))
            {
                return false;
            }
        }

        return true;
    }

    private bool FitsOptions(CommandSubject subject)
    {
        foreach (var options in _options)
        {
            if (!Array.Exists(options, option => subject.HasOption(option, _comparison)))
            {
                return false;
            }
        }

        foreach (var word in condition.Without)
        {
            if (word is "--help" or "--version" ? subject.AsksFor(word) : word[0] == '-' ? subject.HasOption(word, _comparison) : subject.Line.Operands.Any(operand => Glob.Fits([word], operand, _comparison)))
            {
                return false;
            }
        }

        return true;
    }

    private bool FitsArguments(CommandSubject subject)
    {
        foreach (var patterns in _arguments)
        {
            if (!subject.Line.Operands.Any(operand => Glob.Fits(patterns, operand, _comparison))
                && !subject.Line.Options.Any(option => option.Value is { } value && (Glob.Fits(patterns, value, _comparison) || (Values.After(value, "=") is { } rest && Glob.Fits(patterns, rest, _comparison)))))
            {
                return false;
            }
        }

        return true;
    }
}
