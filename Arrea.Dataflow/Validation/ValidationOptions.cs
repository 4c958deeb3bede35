using Arrea.Dataflow.Checks;
using Arrea.Dataflow.Validation.Rules;
using Arrea.Dataflow.Validation.Rules.Catalogue;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation;

/// <summary>What commands are judged by. Immutable; each value is checked when it is set.</summary>
public sealed record ValidationOptions
{
    private Derived _derived = new(null);

    /// <summary>All rules, in the profile <see cref="ValidationProfile.Guard"/>, by the grammar of bash.</summary>
    public static ValidationOptions Default { get; } = new();

    /// <summary>How strictly commands are judged. Default: <see cref="ValidationProfile.Guard"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public ValidationProfile Profile { get; init => field = Check.Defined(value); }

    /// <summary>The built-in rules that apply: names out of <see cref="CommandValidator.AllRules"/>. Default: all.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    /// <exception cref="ArgumentException">A name is not that of a rule.</exception>
    public IReadOnlyCollection<string> Rules { get; init => field = CommandValidator.CheckedRules(value, nameof(Rules)); } = CommandValidator.AllRules;

    /// <summary>Commands that may follow <c>sudo</c>: each one or more plain words, compared word by word. Default: none.</summary>
    /// <exception cref="ArgumentNullException">The value or an entry is null.</exception>
    /// <exception cref="ArgumentException">An entry is empty, begins with an option, or holds a character that is special to the shell.</exception>
    public IReadOnlyCollection<string> SudoAllowlist { get; init => field = Validation.Rules.SudoAllowlist.Checked(value, nameof(SudoAllowlist)); } = [];

    /// <summary>Commands that no rule judges, such as <c>git push --force origin my/*</c>; or one rule, such as <c>no_git_rewrite: git push --force ...</c>. Default: none.</summary>
    /// <remarks>Compared word by word with what the shell would run. <c>*</c> stands for any text within a word, <c>...</c> at the end for any further words.</remarks>
    /// <exception cref="ArgumentNullException">The value or an entry is null.</exception>
    /// <exception cref="ArgumentException">An entry is no allowance.</exception>
    public IReadOnlyCollection<string> Allow { get; init => field = CheckedAllowances(value, nameof(Allow)); } = [];

    /// <summary>Rules beside the built-in ones, whatever <see cref="Rules"/> names; they apply in every profile but <see cref="ValidationProfile.Off"/>. Their examples are tried when they are set, once for each rule. Default: none.</summary>
    /// <exception cref="ArgumentNullException">The value or a rule is null.</exception>
    /// <exception cref="RuleException">The name of a rule is taken, or an example does not do what it should. All problems are told at once.</exception>
    public IReadOnlyList<ValidationRule> CustomRules
    {
        get;
        init => field = Check.NotNull(value).Contains(null!) ? throw new ArgumentNullException(nameof(CustomRules)) : RuleChecks.Checked([.. value]);
    }
    = [];

    /// <summary>The grammar of the shell that will run the command. Default: <see cref="ShellDialect.Bash"/>.</summary>
    /// <remarks><see cref="ShellDialect.Posix"/> is for what is called <c>sh</c>, which may be a small shell or bash by another name: the command is judged by both grammars, and the worse verdict counts.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public ShellDialect Dialect { get; init => field = Check.Defined(value); }

    /// <summary>Whether a verdict keeps a command from running: what is no command at all always; else what is not accepted, unless the profile is <see cref="ValidationProfile.Warn"/> or <see cref="ValidationProfile.Off"/>.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <returns>Whether the command may not run.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="verdict"/> is null.</exception>
    public bool Stops(Verdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return verdict is Invalid || (!verdict.IsAccepted && Profile is not (ValidationProfile.Warn or ValidationProfile.Off));
    }

    /// <summary>The same by the grammar of bash.</summary>
    internal ValidationOptions AsBash => Own.AsBash ??= this with { Dialect = ShellDialect.Bash };

    /// <summary>The same by one grammar alone.</summary>
    internal ValidationOptions In(ShellDialect dialect)
        => dialect == Dialect ? this
            : dialect == ShellDialect.Bash ? AsBash
            : Own.AsPosix ??= this with { Dialect = ShellDialect.Posix };

    /// <summary>The rules, the allowances and the list of sudo, ready to judge by.</summary>
    internal RuleSet RuleSet => Own.RuleSet ??= MakeRuleSet();

    // A copy begins with what the first one has derived, and never uses it.
    private Derived Own => ReferenceEquals(_derived.Owner, this) ? _derived : _derived = new(this);

    /// <summary>Refuses what is no allowance.</summary>
    internal static IReadOnlyCollection<string> CheckedAllowances(IReadOnlyCollection<string> allowances, string property)
    {
        ArgumentNullException.ThrowIfNull(allowances, property);
        foreach (var allowance in allowances)
        {
            ArgumentNullException.ThrowIfNull(allowance, property);
        }

        return Check.ProblemsOf(allowances, Allowance.ProblemOf) is { } problems ? throw new ArgumentException($"{property} {problems}", property)
            : allowances.Count == 0 ? [] : Array.AsReadOnly([.. allowances]);
    }

    private RuleSet MakeRuleSet()
    {
        var isClassic = Profile is ValidationProfile.Classic or ValidationProfile.Off;
        if (!isClassic && ReferenceEquals(Rules, CommandValidator.AllRules) && SudoAllowlist.Count + Allow.Count + CustomRules.Count == 0)
        {
            return RuleSet.Guard;
        }

        var names = Rules.ToHashSet(StringComparer.Ordinal);
        var builtIn = (isClassic ? SeedRules.Classic : RuleCatalogue.Rules).Where(rule => names.Contains(rule.Id));
        return new RuleSet(
            Profile == ValidationProfile.Off ? builtIn : builtIn.Concat(CustomRules), [.. Allow.Select(Allowance.Parse)], new SudoAllowlist(SudoAllowlist));
    }

    /// <summary>What is worked out from options when it is first asked for. It says nothing of its own, so all are equal.</summary>
    private sealed class Derived(ValidationOptions? owner)
    {
        public ValidationOptions? Owner => owner;

        public RuleSet? RuleSet { get; set; }

        public ValidationOptions? AsBash { get; set; }

        public ValidationOptions? AsPosix { get; set; }

        public override bool Equals(object? obj) => obj is Derived;

        public override int GetHashCode() => 0;
    }
}
