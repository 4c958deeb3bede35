using System.CommandLine;
using Arrea.Cli.Configuring;
using Arrea.Cli.Wording;
using Arrea.Dataflow.Validation;

namespace Arrea.Cli.Arguments;

/// <summary>The flags that say what commands are judged by.</summary>
/// <param name="canBeLeftOut">Whether validation can be left out.</param>
internal sealed class ValidationFlags(bool canBeLeftOut) : FlagGroup
{
    private static readonly (string Name, ValidationProfile Profile)[] Profiles =
    [
        ("guard", ValidationProfile.Guard), ("classic", ValidationProfile.Classic), ("warn", ValidationProfile.Warn),
        ("off", ValidationProfile.Off), ("allowlist", ValidationProfile.Allowlist),
    ];

    public override string Heading => "Validation";

    public override IReadOnlyList<Option> Shown => canBeLeftOut ? [Profile, Allow, NoValidate] : [Profile, Allow];

    private ChoiceFlag Profile { get; } = Choice(
        "P", "How strictly commands are judged: guard, classic, warn, off, allowlist. Default: guard.", Array.ConvertAll(Profiles, static known => known.Name), "--profile");

    private Option Allow { get; } = Repeatable("RULE", "Switch a rule off, or allow a command; may be repeated.", "--allow");

    private Option NoValidate { get; } = Switch("Run commands that validation would refuse.", "--no-validate");

    /// <summary>Whether commands are to be judged at all.</summary>
    /// <exception cref="UsageException">Validation is left out, and there is a flag that says how to validate.</exception>
    public bool IsWanted(FlagValues values)
    {
        values.Exclude(NoValidate, Profile);
        values.Exclude(NoValidate, Allow);
        return !values.Has(NoValidate);
    }

    /// <summary>What commands are judged by.</summary>
    /// <exception cref="UsageException">A profile or a rule is not known.</exception>
    public ValidationOptions Read(FlagValues values, Settings settings)
    {
        var configured = settings.Engine.ToValidationOptions();
        var chosen = values.Choice(Profile, Array.Find(Profiles, known => known.Profile == configured.Profile).Name);
        var rules = configured.Rules.ToList();
        List<string> allowances = [.. configured.Allow];
        foreach (var text in values.Values(Allow))
        {
            if (rules.Remove(text) || CommandValidator.AllRules.Contains(text))
            {
                continue;
            }

            // A mistyped rule is one word. A command of one word is of use only where nothing else may run.
            if (!text.Contains(' ', StringComparison.Ordinal) && (chosen != "allowlist" || text.StartsWith("no_", StringComparison.Ordinal)))
            {
                throw new UsageException($"'{Allow.Name}' names '{Wording.Shown.Command(text)}', which is not a rule.{Suggestion.For(text, CommandValidator.AllRules)}");
            }

            allowances.Add(text);
        }

        try
        {
            return configured with { Profile = Array.Find(Profiles, known => known.Name == chosen).Profile, Rules = rules, Allow = allowances };
        }
        catch (ArgumentException error)
        {
            // The name of a property of .NET says nothing to somebody at a terminal.
            var message = error.Message.Replace($" (Parameter '{error.ParamName}')", "", StringComparison.Ordinal);
            throw new UsageException($"'{Allow.Name}' {(message.StartsWith("Allow ", StringComparison.Ordinal) ? message["Allow ".Length..] : message)}", error);
        }
    }
}
