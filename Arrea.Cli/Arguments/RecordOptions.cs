namespace Arrea.Cli.Arguments;

/// <summary>Which jobs of an earlier run are left out.</summary>
internal enum ResumeMode
{
    /// <summary>None: all jobs run.</summary>
    None,

    /// <summary>Those that finished, well or not.</summary>
    Unfinished,

    /// <summary>Those that succeeded.</summary>
    Failed,

    /// <summary>All but those that failed.</summary>
    OnlyFailed,
}

/// <summary>What is kept of a run, and what is taken from an earlier one.</summary>
internal sealed record RecordOptions
{
    /// <summary>The job log; null for none.</summary>
    public string? JobLog { get; init; }

    /// <summary>Whether the job log is added to rather than begun anew.</summary>
    public bool AppendJobLog { get; init; }

    /// <summary>The folder of the results; null for none.</summary>
    public string? Results { get; init; }

    /// <summary>Whether a journal is written.</summary>
    public required bool Journal { get; init; }

    /// <summary>Which jobs of an earlier run are left out.</summary>
    public required ResumeMode Resume { get; init; }
}
