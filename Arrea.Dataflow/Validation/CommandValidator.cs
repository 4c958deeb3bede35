using Arrea.Dataflow.Validation.Judging;
using Arrea.Dataflow.Validation.Rules;

namespace Arrea.Dataflow.Validation;

/// <summary>Looks at a command before it runs: a seat belt, not a sandbox.</summary>
/// <remarks>
/// It parses the text as the shell would, follows what it would do as far as that can be known without running anything, and judges
/// that by rules. It reads no file, asks no clock and no environment: the same text has the same verdict everywhere. It never throws
/// on a text, and its time is bounded.
/// <list type="table">
/// <listheader><term>What is looked at, in this order</term><description>Verdict</description></listheader>
/// <item><term>The form: empty, longer than <see cref="MaxBytes"/>, NUL, half a surrogate pair</term><description><see cref="Invalid"/></description></item>
/// <item><term>It does not parse, or takes more than the budget</term><description><see cref="Injection"/> with <c>unparsable</c> or <c>budget</c>, unless what was seen is dangerous</description></item>
/// <item><term>A rule is broken</term><description><see cref="Dangerous"/> before <see cref="Injection"/>, harm to the machine before what is a matter of policy (<c>no_sudo</c>, git, databases, clouds); among equals the first in the text</description></item>
/// </list>
/// </remarks>
public static class CommandValidator
{
    /// <summary>The longest command, in bytes of UTF-8.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>The names of the built-in rules, all of which apply by default, in the order of the docs.</summary>
    public static IReadOnlyList<string> AllRules => RuleNames.All;

    /// <summary>Judges a command by all rules.</summary>
    /// <param name="command">The command, as it would be given to the shell.</param>
    /// <returns>The verdict.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="command"/> is null.</exception>
    public static Verdict Validate(string command) => Validate(command, ValidationOptions.Default);

    /// <summary>Judges a command by some rules.</summary>
    /// <param name="command">The command, as it would be given to the shell.</param>
    /// <param name="rules">Names out of <see cref="AllRules"/>. The form, the grammar and the name of the command are checked in any case.</param>
    /// <returns>The verdict.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">A name is not that of a rule.</exception>
    public static Verdict Validate(string command, IReadOnlyCollection<string> rules)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(rules);
        return Validate(command, ValidationOptions.Default with { Rules = rules });
    }

    /// <summary>Judges a command by options.</summary>
    /// <param name="command">The command, as it would be given to the shell.</param>
    /// <param name="options">What it is judged by.</param>
    /// <returns>The verdict. Whether it counts is for <see cref="ValidationOptions.Stops"/> to say.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static Verdict Validate(string command, ValidationOptions options)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(options);
        return CommandForm.ProblemOf(command) is { } reason ? new Invalid(reason) : Look.At(command, options).Verdict;
    }

    /// <summary>Looks at the form of a command alone. What has a problem here could not reach a shell unchanged, and is refused in every profile.</summary>
    /// <param name="command">The command, as it would be given to the shell.</param>
    /// <returns>What is wrong with its form; null when nothing is.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="command"/> is null.</exception>
    public static InvalidReason? FormProblemOf(string command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return CommandForm.ProblemOf(command);
    }

    /// <summary>Judges a command by all rules, and tells how the verdict came about.</summary>
    /// <param name="command">The command, as it would be given to the shell.</param>
    /// <returns>The explanation.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="command"/> is null.</exception>
    public static Explanation Explain(string command) => Explain(command, ValidationOptions.Default);

    /// <summary>Judges a command by options, and tells how the verdict came about.</summary>
    /// <param name="command">The command, as it would be given to the shell.</param>
    /// <param name="options">What it is judged by.</param>
    /// <returns>The explanation.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static Explanation Explain(string command, ValidationOptions options)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(options);
        return CommandForm.ProblemOf(command) is { } reason
            ? new Explanation(command, new Invalid(reason), [], null, [])
            : Look.At(command, options).Explain();
    }

    /// <summary>Refuses a name that is not that of a rule: a typo must not switch a rule off.</summary>
    internal static IReadOnlyCollection<string> CheckedRules(IReadOnlyCollection<string> rules, string property)
    {
        ArgumentNullException.ThrowIfNull(rules, property);
        foreach (var rule in rules)
        {
            if (rule is null || ProblemOfRule(rule) is not null)
            {
                throw new ArgumentException($"{property} holds '{rule}', which is not a rule. The rules are {string.Join(", ", AllRules)}.", property);
            }
        }

        return ReferenceEquals(rules, AllRules) || rules.SequenceEqual(AllRules) ? AllRules : Array.AsReadOnly([.. rules]);
    }

    /// <summary>What is wrong with the name of a rule; null when nothing is.</summary>
    internal static string? ProblemOfRule(string rule) => AllRules.Contains(rule) ? null : "is not a rule.";
}
