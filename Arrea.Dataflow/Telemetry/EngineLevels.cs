namespace Arrea.Dataflow.Telemetry;

/// <summary>How much of everything an engine has at this moment.</summary>
internal readonly record struct EngineLevels
{
    public long Active { get; init; }

    public long Queued { get; init; }

    public long Batches { get; init; }

    public long WorkersInUse { get; init; }

    public long MaxWorkers { get; init; }

    public EngineLevels Plus(EngineLevels other) => new()
    {
        Active = Active + other.Active,
        Queued = Queued + other.Queued,
        Batches = Batches + other.Batches,
        WorkersInUse = WorkersInUse + other.WorkersInUse,
        MaxWorkers = MaxWorkers + other.MaxWorkers,
    };
}
