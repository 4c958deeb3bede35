using Arrea.Cli.Platform;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Runtimes;
using Arrea.Dataflow.Validation;

namespace Arrea.Cli.Arguments;

/// <summary>How the output of jobs is shown.</summary>
internal enum OutputMode
{
    /// <summary>A job's whole output when it ends.</summary>
    Group,

    /// <summary>Whole lines as they come.</summary>
    Line,

    /// <summary>One JSON object a line.</summary>
    Ndjson,

    /// <summary>A job's whole output in input order, and nothing else.</summary>
    Quiet,

    /// <summary>No output of jobs.</summary>
    None,
}

/// <summary>What <c>arrea run</c> was asked to do, checked.</summary>
internal sealed record RunOptions
{
    /// <summary>The commands of <c>--command</c>; empty when they come from elsewhere.</summary>
    public required IReadOnlyList<string> Commands { get; init; }

    /// <summary>The file of <c>--file</c>, <c>-</c> for standard input; null when there is none.</summary>
    public string? File { get; init; }

    /// <summary>Jobs at once; 0 for as many as there are jobs.</summary>
    public required int Parallel { get; init; }

    /// <summary>How long one attempt may take; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for no limit.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>Whether <see cref="Timeout"/> is the default rather than the user's.</summary>
    public required bool TimeoutIsDefault { get; init; }

    /// <summary>How long the run may take; null for no limit.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>What happens after a failed attempt.</summary>
    public required ErrorPolicy Policy { get; init; }

    /// <summary>How output is shown.</summary>
    public required OutputMode Output { get; init; }

    /// <summary>Whether output comes in input order.</summary>
    public required bool KeepOrder { get; init; }

    /// <summary>Whether each line of output begins with its command.</summary>
    public required bool Tag { get; init; }

    /// <summary>The longest prefix that <see cref="Tag"/> makes, in characters; null for no limit.</summary>
    public int? TagLength { get; init; }

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

    /// <summary>Whether commands are validated.</summary>
    public required bool Validate { get; init; }

    /// <summary>What commands are judged by.</summary>
    public required ValidationOptions Validation { get; init; }

    /// <summary>Whether commands are printed and judged instead of run.</summary>
    public required bool DryRun { get; init; }

    /// <summary>Whether the line of progress is shown, on a terminal.</summary>
    public required bool Progress { get; init; }

    /// <summary>When to colour.</summary>
    public required ColorMode Color { get; init; }

    /// <summary>The number of the signal that asks a job to end.</summary>
    public required int KillSignal { get; init; }

    /// <summary>Time between asking a job to end and killing it.</summary>
    public required TimeSpan KillAfter { get; init; }

    /// <summary>Whether the summary is shown.</summary>
    public bool Summary => Output is OutputMode.Group or OutputMode.Line;

    /// <summary>How many commands there are. Never the commands or variables, which may hold secrets.</summary>
    public override string ToString() => $"{Commands.Count} commands";
}
