using Arrea.Dataflow.Batches;

namespace Arrea.Dataflow.Monitoring;

/// <summary>What the jobs of an engine have come to at one moment. Does not change afterwards.</summary>
public sealed record MonitorSnapshot
{
    /// <summary>When it was taken, in UTC by the engine's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The jobs of all batches since the engine was made.</summary>
    public required JobCounts Jobs { get; init; }

    /// <summary>Batches that run: single jobs, and workers made by hand, are one each.</summary>
    public required int BatchesRunning { get; init; }

    /// <summary>By their ids the batches that run, and those that the leader still has a record of. Their counts are part of <see cref="Jobs"/>.</summary>
    public required IReadOnlyDictionary<string, BatchState> Batches { get; init; }

    /// <summary>The counts in short.</summary>
    public override string ToString() => $"{Jobs.Ended} of {Jobs.Total} jobs ended, {Jobs.Active} active, {BatchesRunning} batches";
}
