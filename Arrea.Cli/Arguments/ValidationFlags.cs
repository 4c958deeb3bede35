using System.CommandLine;
using Arrea.Cli.Wording;
using Arrea.Dataflow.Validation;

namespace Arrea.Cli.Arguments;

/// <summary>Reads the flags that say what commands are judged by.</summary>
internal static class ValidationFlags
{
    private static readonly (string Name, ValidationProfile Profile)[] Profiles =
    [
        ("guard", ValidationProfile.Guard), ("classic", ValidationProfile.Classic), ("warn", ValidationProfile.Warn),
        ("off", ValidationProfile.Off), ("allowlist", ValidationProfile.Allowlist),
    ];

    /// <summary>What commands are judged by.</summary>
    /// <param name="values">What was given.</param>
    /// <param name="profile">The flag of the profile.</param>
    /// <param name="allow">The flag of rules that are switched off, and of commands that are allowed.</param>
    /// <exception cref="UsageException">A profile or a rule is not known.</exception>
    public static ValidationOptions Read(FlagValues values, Option profile, Option allow)
    {
        var chosen = values.Choice(profile, [.. Profiles.Select(static known => known.Name)]);
        var rules = CommandValidator.AllRules.ToList();
        List<string> allowances = [];
        foreach (var text in values.Values(allow))
        {
            if (rules.Remove(text) || CommandValidator.AllRules.Contains(text))
            {
                continue;
            }

            // A mistyped rule is one word. A command of one word is of use only where nothing else may run.
            if (!text.Contains(' ', StringComparison.Ordinal) && (chosen != "allowlist" || text.StartsWith("no_", StringComparison.Ordinal)))
            {
                throw new UsageException($"'{allow.Name}' names '{Shown.Command(text)}', which is not a rule.{Suggestion.For(text, CommandValidator.AllRules)}");
            }

            allowances.Add(text);
        }

        try
        {
            return new ValidationOptions { Profile = Array.Find(Profiles, known => known.Name == chosen).Profile, Rules = rules, Allow = allowances };
        }
        catch (ArgumentException error)
        {
            // The name of a property of .NET says nothing to somebody at a terminal.
            var message = error.Message.Replace($" (Parameter '{error.ParamName}')", "", StringComparison.Ordinal);
            throw new UsageException($"'{allow.Name}' {(message.StartsWith("Allow ", StringComparison.Ordinal) ? message["Allow ".Length..] : message)}", error);
        }
    }
}
