namespace Arrea.Cli.Arguments;

/// <summary>The flags of a command that has none but <c>--help</c>.</summary>
/// <param name="takesOperands">Whether it takes operands.</param>
internal sealed class PlainFlags(bool takesOperands = true) : FlagSet
{
    public override IReadOnlyList<FlagGroup> Groups => [];

    public override bool TakesOperands => takesOperands;
}
