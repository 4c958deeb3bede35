using Arrea.Cli.Arguments;
using Arrea.Cli.Platform;

namespace Arrea.Cli.Manual;

/// <summary><c>arrea man</c>.</summary>
internal sealed class ManSubcommand : Subcommand
{
    public override FlagSet Flags { get; } = new PlainFlags(takesOperands: false);

    public override string Description => "Print the manual page, in the language of man.";

    public override string Usage => "arrea man";

    public override string Examples => """
        arrea man > ~/.local/share/man/man1/arrea.1
        arrea man | man -l -
        """;

    public override string Notes => "It says what the help texts of all commands say.";

    public override Task<int> RunAsync(FlagValues values, IReadOnlyList<string> operands)
    {
        StandardStream.Output.Write(ManPage.Text());
        return Task.FromResult(ExitCodes.Success);
    }
}
