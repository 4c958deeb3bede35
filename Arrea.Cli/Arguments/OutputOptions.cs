using Arrea.Cli.Platform;

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

/// <summary>How output looks.</summary>
internal sealed record OutputOptions
{
    /// <summary>How output is shown.</summary>
    public required OutputMode Mode { get; init; }

    /// <summary>Whether output comes in input order.</summary>
    public required bool KeepOrder { get; init; }

    /// <summary>Whether each line of output begins with its command.</summary>
    public required bool Tag { get; init; }

    /// <summary>The longest prefix that <see cref="Tag"/> makes, in characters; null for no limit.</summary>
    public int? TagLength { get; init; }

    /// <summary>When to colour.</summary>
    public required ColorMode Color { get; init; }

    /// <summary>Whether the summary is shown.</summary>
    public bool Summary => Mode is OutputMode.Group or OutputMode.Line;
}
