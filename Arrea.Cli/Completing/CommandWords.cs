namespace Arrea.Cli.Completing;

/// <summary>A command as shells see it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Flags">Its flags.</param>
/// <param name="Operands">The words that may follow some others.</param>
/// <param name="TakesRun">Whether the id of a run may follow.</param>
internal sealed record CommandWords(
    string Name, string Summary, IReadOnlyList<FlagWords> Flags, IReadOnlyList<(string Before, IReadOnlyList<string> Words)> Operands, bool TakesRun)
{
    /// <summary>All commands.</summary>
    public static IReadOnlyList<CommandWords> All =>
    [
        .. Subcommands.All.Select(static entry => new CommandWords(
            entry.Name, entry.Summary, FlagWords.Of(entry.Make()), [.. OperandWords.Of(entry.Name)], OperandWords.TakesRun(entry.Name))),
    ];
}
