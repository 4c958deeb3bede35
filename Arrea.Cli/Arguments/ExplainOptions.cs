using Arrea.Dataflow.Validation;

namespace Arrea.Cli.Arguments;

/// <summary>What <c>arrea explain</c> was asked to do, checked.</summary>
internal sealed record ExplainOptions
{
    /// <summary>The commands of the command line; empty when they come from elsewhere.</summary>
    public required IReadOnlyList<string> Commands { get; init; }

    /// <summary>The file, <c>-</c> for standard input; null when there is none.</summary>
    public string? File { get; init; }

    /// <summary>Whether commands end with NUL characters.</summary>
    public required bool Null { get; init; }

    /// <summary>Whether JSON is written.</summary>
    public required bool Json { get; init; }

    /// <summary>What commands are judged by.</summary>
    public required ValidationOptions Validation { get; init; }

    /// <summary>How many commands there are. Never the commands, which may hold secrets.</summary>
    public override string ToString() => $"{Commands.Count} commands";
}
