namespace Arrea.Dataflow.Councils;

/// <summary>How a run ended.</summary>
public enum CouncilStatus
{
    /// <summary>Everybody answered.</summary>
    Ok,

    /// <summary>There is an answer, though not everybody gave one.</summary>
    Partial,

    /// <summary>There is no answer.</summary>
    Error,

    /// <summary>It was called off.</summary>
    Cancelled,
}
