using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Runtimes;

namespace Arrea.Cli.Arguments;

/// <summary>In what surroundings each job runs.</summary>
internal sealed record JobOptions
{
    /// <summary>The shell that runs the commands; null for the user's.</summary>
    public string? Shell { get; init; }

    /// <summary>The working directory; null for the current one.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Environment variables beside the inherited ones; null for none.</summary>
    public IReadOnlyDictionary<string, string?>? Environment { get; init; }

    /// <summary>The file that each job reads as its standard input; null for none.</summary>
    public string? StandardInput { get; init; }

    /// <summary>The pseudo-terminal of each job; null for none.</summary>
    public PseudoTerminal? Terminal { get; init; }

    /// <summary>The versions of languages that commands run with.</summary>
    public required IReadOnlyList<RuntimeVersion> RuntimeVersions { get; init; }

    /// <summary>How many variables there are. Never the variables, which may hold secrets.</summary>
    public override string ToString() => $"{Environment?.Count ?? 0} variables";
}
