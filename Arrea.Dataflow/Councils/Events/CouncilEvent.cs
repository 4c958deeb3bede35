namespace Arrea.Dataflow.Councils.Events;

/// <summary>Something that happened in a run. Match on the derived type; only this assembly adds types.</summary>
public abstract record CouncilEvent
{
    private protected CouncilEvent()
    {
    }

    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>Its place among the events of the run, from 1, without a gap.</summary>
    public long Sequence { get; internal set; }

    /// <summary>When it was told.</summary>
    public DateTimeOffset At { get; internal set; }
}
