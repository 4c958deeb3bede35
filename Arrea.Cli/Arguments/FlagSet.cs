using System.CommandLine;

namespace Arrea.Cli.Arguments;

/// <summary>The flags of one command.</summary>
internal abstract class FlagSet
{
    /// <summary>The groups, in the order in which the help shows them. <see cref="Help"/> belongs to none.</summary>
    public abstract IReadOnlyList<FlagGroup> Groups { get; }

    public Option Help { get; } = new Option<bool>("--help", "-h") { Description = "This text.", Arity = ArgumentArity.Zero };

    /// <summary>All flags.</summary>
    public IEnumerable<Option> All => Groups.SelectMany(static group => group.All).Append(Help);

    /// <summary>Whether the command takes operands beside its flags.</summary>
    public virtual bool TakesOperands => false;

    /// <summary>Whether the first operand ends the flags: what follows is literal.</summary>
    public virtual bool EndsAtOperand => false;
}
