namespace Arrea.Dataflow.Messaging;

/// <summary>What became of a message.</summary>
internal enum Delivery
{
    /// <summary>The mailbox of a living worker took it.</summary>
    Taken,

    /// <summary>There is no such worker, or no longer.</summary>
    NotFound,

    /// <summary>The worker has no mailbox.</summary>
    CannotReceive,

    /// <summary>The mailbox is full.</summary>
    Full,
}
