namespace Arrea.Cli.Arguments;

/// <summary>Where the jobs come from.</summary>
internal sealed record InputOptions
{
    /// <summary>The commands of <c>--command</c>; empty when they come from elsewhere.</summary>
    public required IReadOnlyList<string> Commands { get; init; }

    /// <summary>The file of <c>--file</c>, <c>-</c> for standard input; null when there is none.</summary>
    public string? File { get; init; }

    /// <summary>Whether the command line says where the jobs come from. Standard input need not be named.</summary>
    public bool NamesSource => Commands.Count > 0 || File is not null;

    /// <summary>Whether commands are printed and judged instead of run.</summary>
    public required bool DryRun { get; init; }

    /// <summary>How many commands there are. Never the commands, which may hold secrets.</summary>
    public override string ToString() => $"{Commands.Count} commands";
}
