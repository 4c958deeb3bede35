namespace Arrea.Dataflow.Telemetry;

/// <summary>What an engine has counted since it was made. No number ever falls.</summary>
internal readonly record struct EngineCounts
{
    public long Started { get; init; }

    public long Succeeded { get; init; }

    public long Failed { get; init; }

    public long TimedOut { get; init; }

    public long Rejected { get; init; }

    public long Cancelled { get; init; }

    public long Interrupted { get; init; }

    public long Retried { get; init; }

    public long Abandoned { get; init; }

    public EngineCounts Plus(EngineCounts other) => Join(other, 1);

    public EngineCounts Minus(EngineCounts other) => Join(other, -1);

    private EngineCounts Join(EngineCounts other, long sign) => new()
    {
        Started = Started + (sign * other.Started),
        Succeeded = Succeeded + (sign * other.Succeeded),
        Failed = Failed + (sign * other.Failed),
        TimedOut = TimedOut + (sign * other.TimedOut),
        Rejected = Rejected + (sign * other.Rejected),
        Cancelled = Cancelled + (sign * other.Cancelled),
        Interrupted = Interrupted + (sign * other.Interrupted),
        Retried = Retried + (sign * other.Retried),
        Abandoned = Abandoned + (sign * other.Abandoned),
    };
}
