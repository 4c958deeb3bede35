using System.CommandLine;

namespace Arrea.Cli.Arguments;

/// <summary>The flags of one command.</summary>
internal abstract class FlagSet
{
    public Option Help { get; } = Switch("This text.", "--help", "-h");

    /// <summary>All flags.</summary>
    public abstract IEnumerable<Option> All { get; }

    /// <summary>Whether the command takes arguments beside its flags.</summary>
    public virtual bool TakesArguments => false;

    /// <summary>Whether a flag may be given more than once.</summary>
    public virtual bool IsRepeatable(Option flag) => !TakesValue(flag);

    public static bool TakesValue(Option flag) => flag.Arity.MaximumNumberOfValues > 0;

    protected static Option<string> Value(string value, string description, string name, params string[] aliases)
        => new(name, aliases) { HelpName = value, Description = description, Arity = ArgumentArity.ExactlyOne };

    protected static Option<string[]> Repeatable(string value, string description, string name, params string[] aliases)
        => new(name, aliases) { HelpName = value, Description = description, Arity = ArgumentArity.OneOrMore };

    protected static Option<bool> Switch(string description, string name, params string[] aliases)
        => new(name, aliases) { Description = description, Arity = ArgumentArity.Zero };
}
