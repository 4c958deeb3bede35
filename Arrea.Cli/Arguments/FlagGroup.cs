using System.CommandLine;

namespace Arrea.Cli.Arguments;

/// <summary>Flags that belong together, and are read together: one heading of a help text.</summary>
internal abstract class FlagGroup
{
    /// <summary>What the help puts above them.</summary>
    public abstract string Heading { get; }

    /// <summary>The flags, in the order in which the help shows them.</summary>
    public abstract IReadOnlyList<Option> Shown { get; }

    /// <summary>All flags, with those that the help shows as a family.</summary>
    public virtual IEnumerable<Option> All => Shown;

    /// <summary>What the help shows in place of many flags of one kind.</summary>
    public virtual IReadOnlyList<(string Names, string Description)> Families => [];

    /// <summary>Whether a flag takes a value.</summary>
    public static bool TakesValue(Option flag) => flag.Arity.MaximumNumberOfValues > 0;

    /// <summary>Whether a flag may be given more than once.</summary>
    public static bool IsRepeatable(Option flag) => flag is Option<string[]>;

    protected static Option<string> Value(string value, string description, string name, params string[] aliases)
        => new(name, aliases) { HelpName = value, Description = description, Arity = ArgumentArity.ExactlyOne };

    protected static ChoiceFlag Choice(string value, string description, string[] words, string name, params string[] aliases)
        => new(words, name, aliases) { HelpName = value, Description = description, Arity = ArgumentArity.ExactlyOne };

    protected static Option<string[]> Repeatable(string value, string description, string name, params string[] aliases)
        => new(name, aliases) { HelpName = value, Description = description, Arity = ArgumentArity.OneOrMore };

    protected static Option<bool> Switch(string description, string name, params string[] aliases)
        => new(name, aliases) { Description = description, Arity = ArgumentArity.Zero };
}
