namespace Arrea.Cli.Arguments;

/// <summary>Where the jobs come from.</summary>
internal sealed record InputOptions
{
    /// <summary>The commands of <c>--command</c>; empty when they come from elsewhere.</summary>
    public required IReadOnlyList<string> Commands { get; init; }

    /// <summary>The text that arguments are put into; null when the input is commands.</summary>
    public string? Template { get; init; }

    /// <summary>The sources of <c>:::</c> and the like.</summary>
    public required IReadOnlyList<ArgumentList> Lists { get; init; }

    /// <summary>A program and its arguments, to be run without a shell; null when there is none.</summary>
    public IReadOnlyList<string>? Vector { get; init; }

    /// <summary>The file of <c>--file</c>, <c>-</c> for standard input; null when there is none.</summary>
    public string? File { get; init; }

    /// <summary>The file of <c>--jobs</c>, <c>-</c> for standard input; null when there is none.</summary>
    public string? JobsFile { get; init; }

    /// <summary>Whether a pipe is read to its end, and all of it is validated, before anything runs.</summary>
    public required bool ValidateAll { get; init; }

    /// <summary>Whether the command line says where the jobs come from. Standard input need not be named.</summary>
    public bool NamesSource => Commands.Count > 0 || File is not null || JobsFile is not null || Vector is not null || Lists.Count > 0;

    /// <summary>Whether commands are printed and judged instead of run.</summary>
    public required bool DryRun { get; init; }

    /// <summary>Whether there is exactly one job, as far as the command line says.</summary>
    public bool HasOneJob => Commands.Count == 1 || Vector is not null;

    /// <summary>Whether input is read in pieces: lines, or what a delimiter ends.</summary>
    public bool ReadsPieces => Commands.Count == 0 && Vector is null && JobsFile is null
        && (File is not null || Lists.Count == 0 || Lists.Any(static list => list.IsFiles));

    /// <summary>How many commands there are. Never the commands, which may hold secrets.</summary>
    public override string ToString() => $"{Commands.Count} commands";
}
