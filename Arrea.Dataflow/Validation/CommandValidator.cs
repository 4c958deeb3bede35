using System.Text;

namespace Arrea.Dataflow.Validation;

/// <summary>Looks at a command before it runs: a seat belt, not a sandbox.</summary>
/// <remarks>
/// It checks the form of the text, refuses a command whose name is a substitution (<c>$(…)</c> or backticks), and looks for
/// the literal text of five rules, wherever it stands. It does not parse: another spelling of the same command passes,
/// and harmless text that holds a rule's words does not.
/// </remarks>
public static class CommandValidator
{
    /// <summary>The longest command, in bytes of UTF-8.</summary>
    public const int MaxBytes = 64 * 1024;

    private static readonly Rule[] Rules =
    [
        new("no_rm_rf", "rm -rf", "rm -rf", "It removes files recursively and without asking."),
        new("no_sudo", "sudo ", "sudo ", "It runs something as another user."),
        new("no_dd", "dd if=", "dd", "It copies raw data, perhaps over a device."),
        new("no_mkfs", "mkfs", "mkfs", "It makes a file system, which erases what was there."),
        new("no_fork_bomb", ":(){ :|:& };:", "fork bomb", "It starts copies of itself until the machine stands still."),
    ];

    /// <summary>The names of the rules, all of which apply by default.</summary>
    public static IReadOnlyList<string> AllRules { get; } = [.. Rules.Select(static rule => rule.Name)];

    /// <summary>Judges a command by all rules.</summary>
    /// <param name="command">The command, as it would be given to the shell.</param>
    /// <returns>The verdict.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="command"/> is null.</exception>
    public static Verdict Validate(string command) => Validate(command, AllRules);

    /// <summary>Judges a command by some rules.</summary>
    /// <param name="command">The command, as it would be given to the shell.</param>
    /// <param name="rules">Names out of <see cref="AllRules"/>. The form and the name of the command are checked in any case.</param>
    /// <returns>The verdict.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">A name is not that of a rule.</exception>
    public static Verdict Validate(string command, IReadOnlyCollection<string> rules) => Validate(command, rules, []);

    /// <summary>Judges a command by some rules, where some commands may follow sudo.</summary>
    /// <param name="command">The command, as it would be given to the shell.</param>
    /// <param name="rules">Names out of <see cref="AllRules"/>.</param>
    /// <param name="sudoAllowlist">What <see cref="SudoAllowlist.Checked"/> gave.</param>
    internal static Verdict Validate(string command, IReadOnlyCollection<string> rules, IReadOnlyCollection<string> sudoAllowlist)
    {
        ArgumentNullException.ThrowIfNull(command);
        CheckRules(rules, nameof(rules));
        if (FormError(command) is { } reason)
        {
            return new Invalid(reason);
        }

        foreach (var rule in Rules)
        {
            var at = rules.Contains(rule.Name) ? IndexOf(rule, command, sudoAllowlist) : -1;
            if (at >= 0)
            {
                return new Dangerous(rule.Name, rule.Pattern, at..(at + rule.Text.Length), rule.Why);
            }
        }

        var start = command.Length - command.AsSpan().TrimStart().Length;
        return command.AsSpan(start).StartsWith("$(", StringComparison.Ordinal) || command[start] == '`'
            ? new Injection("dynamic_command", start..command.Length, "The name of the command is decided only as it runs.")
            : Accepted.Instance;
    }

    /// <summary>Refuses a name that is not that of a rule: a typo must not switch a rule off.</summary>
    internal static void CheckRules(IReadOnlyCollection<string> rules, string parameter)
    {
        ArgumentNullException.ThrowIfNull(rules, parameter);
        foreach (var rule in rules)
        {
            if (ProblemOfRule(rule) is { } problem)
            {
                throw new ArgumentException($"{parameter} holds '{rule}', which {problem} The rules are {string.Join(", ", AllRules)}.", parameter);
            }
        }
    }

    /// <summary>What is wrong with the name of a rule; null when nothing is.</summary>
    internal static string? ProblemOfRule(string rule) => AllRules.Contains(rule) ? null : "is not a rule.";

    /// <summary>Where a command first breaks a rule; less than zero where it does not.</summary>
    private static int IndexOf(Rule rule, string command, IReadOnlyCollection<string> sudoAllowlist)
    {
        var at = command.IndexOf(rule.Text, StringComparison.Ordinal);
        while (at >= 0 && rule.Name == "no_sudo" && SudoAllowlist.Allows(sudoAllowlist, command.AsSpan(at + rule.Text.Length)))
        {
            at = command.IndexOf(rule.Text, at + rule.Text.Length, StringComparison.Ordinal);
        }

        return at;
    }

    private static InvalidReason? FormError(string command)
    {
        if (string.IsNullOrWhiteSpace(command))
        {
            return InvalidReason.Empty;
        }

        if (command.Length > MaxBytes || Encoding.UTF8.GetByteCount(command) > MaxBytes)
        {
            return InvalidReason.TooLong;
        }

        if (command.Contains('\0', StringComparison.Ordinal))
        {
            return InvalidReason.Nul;
        }

        return HasLoneSurrogate(command) ? InvalidReason.IllFormed : null;
    }

    private static bool HasLoneSurrogate(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAnyInRange('\uD800', '\uDFFF') is var at and >= 0)
        {
            if (at + 1 >= text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            {
                return true;
            }

            text = text[(at + 2)..];
        }

        return false;
    }

    private sealed record Rule(string Name, string Text, string Pattern, string Why);
}
