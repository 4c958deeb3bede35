using Arrea.Cli.Arguments;
using Arrea.Cli.Platform;
using Arrea.Cli.Wording;

namespace Arrea.Cli.Completing;

/// <summary><c>arrea completion</c>.</summary>
internal sealed class CompletionSubcommand : Subcommand
{
    public override FlagSet Flags { get; } = new PlainFlags();

    public override string Description => "Print a script that makes a shell complete the words of arrea, or install it.";

    public override string Usage => """
        arrea completion bash|zsh|fish|pwsh
        arrea completion install [bash|zsh|fish|pwsh]
        """;

    public override string Examples => """
        arrea completion install
        source <(arrea completion bash)
        arrea completion fish > ~/.config/fish/completions/arrea.fish
        """;

    public override string Notes => """
        install writes to the user's own folder for completions, and says where. Without the name of a
        shell it takes that of $SHELL. The scripts call no program: completing is quick.

        Exit codes:
          0         done
          2         the command line is wrong
          4         the file cannot be written
        """;

    public override Task<int> RunAsync(FlagValues values, IReadOnlyList<string> operands)
    {
        var text = operands switch
        {
            ["install"] => Install(CompletionInstall.UsersShell()),
            ["install", var shell] => Install(Known(shell)),
            [var shell] => Script(Known(shell)),
            [] => throw new UsageException($"which shell? One of {string.Join(", ", OperandWords.Shells)}. Try 'arrea completion --help'."),
            _ => throw new UsageException($"unexpected argument '{Shown.Command(operands[^1])}'."),
        };
        StandardStream.Output.Write(text);
        return Task.FromResult(ExitCodes.Success);
    }

    private static string Install(string shell) => CompletionInstall.Install(shell, Script(shell));

    private static string Known(string shell) => OperandWords.Shells.Contains(shell)
        ? shell
        : throw new UsageException($"there is no completion for '{Shown.Command(shell)}'.{Suggestion.For(shell, [.. OperandWords.Shells, "install"])} There is one for {string.Join(", ", OperandWords.Shells)}.");

    private static string Script(string shell) => shell switch
    {
        "bash" => BashScript.Of(CommandWords.All),
        "zsh" => ZshScript.Of(CommandWords.All),
        "fish" => FishScript.Of(CommandWords.All),
        _ => PwshScript.Of(CommandWords.All),
    };
}
