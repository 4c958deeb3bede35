using Arrea.Dataflow.Protection;

namespace Arrea.Cli.Arguments;

/// <summary>What a job waits for before it starts.</summary>
internal sealed record PaceOptions
{
    /// <summary>How often jobs start; null for as often as they can.</summary>
    public RateLimiterOptions? Rate { get; init; }

    /// <summary>A job starts only while fewer processes run on the machine; null for no limit.</summary>
    public double? Load { get; init; }

    /// <summary>A job starts only while so many bytes of memory are available; null for no limit.</summary>
    public long? FreeMemory { get; init; }

    /// <summary>Whether the machine is asked before a start.</summary>
    public bool AsksMachine => Load is not null || FreeMemory is not null;
}
