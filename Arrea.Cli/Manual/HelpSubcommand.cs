using Arrea.Cli.Arguments;
using Arrea.Cli.Platform;
using Arrea.Cli.Wording;

namespace Arrea.Cli.Manual;

/// <summary><c>arrea help</c>: another way to say <c>--help</c>.</summary>
internal sealed class HelpSubcommand : Subcommand
{
    public override FlagSet Flags { get; } = new PlainFlags();

    public override string Description => "Show the help of arrea, or of one of its commands.";

    public override string Usage => "arrea help [COMMAND]";

    public override string Examples => """
        arrea help
        arrea help run
        """;

    public override string Notes => "The same as 'arrea --help' and 'arrea COMMAND --help'.";

    public override Task<int> RunAsync(FlagValues values, IReadOnlyList<string> operands)
    {
        StandardStream.Output.Write(operands switch
        {
            [] => Help.Program(),
            [var name] when Subcommands.Find(name) is { } entry => Help.Of(entry, entry.Make()),
            [var name] => throw new UsageException($"unknown command '{Shown.Command(name)}'.{Suggestion.For(name, Subcommands.All.Select(static entry => entry.Name))} Try 'arrea --help'."),
            _ => throw new UsageException($"unexpected argument '{Shown.Command(operands[1])}'."),
        });
        return Task.FromResult(ExitCodes.Success);
    }
}
