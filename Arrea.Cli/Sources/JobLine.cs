namespace Arrea.Cli.Sources;

/// <summary>One line of a file of jobs: either a command or arguments, and what is special about the job.</summary>
internal sealed record JobLine
{
    public string? Command { get; init; }

    /// <summary>A program and its arguments, to be run without a shell.</summary>
    public IReadOnlyList<string>? Arguments { get; init; }

    public string? Tag { get; init; }

    public string? WorkingDirectory { get; init; }

    /// <summary>Environment variables; a null value removes one.</summary>
    public IReadOnlyDictionary<string, string?>? Environment { get; init; }

    /// <summary>The limit of one attempt, <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for none; null for that of the run.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Further attempts after the first; null for those of the run.</summary>
    public int? Retries { get; init; }

    public string? Key { get; init; }

    public int Priority { get; init; }

    /// <summary>What kind of job it is. Never the command, which may hold secrets.</summary>
    public override string ToString() => Command is null ? "program" : "command";
}
