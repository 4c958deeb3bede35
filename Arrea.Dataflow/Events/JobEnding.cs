using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Events;

/// <summary>How a job ended: what <see cref="Finished"/> and <see cref="Error"/> have in common.</summary>
public sealed record JobEnding
{
    /// <summary>The batch: 16 lowercase hex characters.</summary>
    public required string BatchId { get; init; }

    /// <summary>Place of the job in its batch, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The job's tag, when it has one.</summary>
    public string? Tag { get; init; }

    /// <summary>What became of it.</summary>
    public required OutcomeKind Outcome { get; init; }

    /// <summary>From the start of the first attempt, waits included; zero when the job never started.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Attempts made; 0 for a job that never started.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it ended, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    internal static JobEnding Of(JobEvent last)
    {
        var error = last as Error;
        return new()
        {
            BatchId = last.BatchId,
            Index = last.Index,
            Tag = last.Tag,
            Outcome = error?.Outcome ?? OutcomeKind.Succeeded,
            Duration = error?.Duration ?? ((Finished)last).Duration,
            Attempts = last.Attempt,
            At = last.At,
        };
    }
}
