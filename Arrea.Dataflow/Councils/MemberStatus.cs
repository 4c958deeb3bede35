namespace Arrea.Dataflow.Councils;

/// <summary>How a member's turn ended.</summary>
public enum MemberStatus
{
    /// <summary>It answered.</summary>
    Ok,

    /// <summary>It failed, in all its attempts.</summary>
    Error,

    /// <summary>It took longer than it may.</summary>
    Timeout,

    /// <summary>It was not asked, or called off before it answered.</summary>
    Skipped,

    /// <summary>Its answer was not what the round asks for.</summary>
    InvalidOutput,

    /// <summary>It lost a comparison, and is out of the following ones.</summary>
    Eliminated,
}
