namespace Arrea.Cli.Arguments;

/// <summary>What is shown of a run while it goes on, on a terminal.</summary>
internal sealed record ProgressOptions
{
    /// <summary>Whether the running jobs are shown.</summary>
    public bool Jobs { get; init; }

    /// <summary>Whether a bar is shown.</summary>
    public bool Bar { get; init; }

    /// <summary>Whether the counts are shown.</summary>
    public bool Counts { get; init; }

    /// <summary>Whether a log gets a line a minute.</summary>
    public bool Heartbeat { get; init; }

    /// <summary>A line above; null for none.</summary>
    public string? Header { get; init; }

    /// <summary>A line below that one; null for none.</summary>
    public string? Subtitle { get; init; }
}
