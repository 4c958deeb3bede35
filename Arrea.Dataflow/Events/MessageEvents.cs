namespace Arrea.Dataflow.Events;

/// <summary>A message goes to a worker that can take it. Comes before its <see cref="MessageReceived"/>.</summary>
/// <param name="From">The worker that sends it; null when no worker does.</param>
/// <param name="To">The worker it goes to.</param>
public sealed record MessageSent(string? From, string To) : LeaderEvent;

/// <summary>A worker's job took a message out of its mailbox.</summary>
/// <param name="From">The worker that sent it; null when no worker did.</param>
/// <param name="To">The worker that took it.</param>
public sealed record MessageReceived(string? From, string To) : LeaderEvent;

/// <summary>A message was not delivered, although there is such a worker.</summary>
/// <param name="To">The worker it was for.</param>
/// <param name="Reason">Why it was not delivered.</param>
public sealed record MessageInvalid(string To, MessageInvalidReason Reason) : LeaderEvent;

/// <summary>A message was not delivered because there is no such worker, or no longer.</summary>
/// <param name="To">The worker it was for.</param>
public sealed record MessageTargetNotFound(string To) : LeaderEvent;

/// <summary>Why a message could not be delivered to a worker that there is.</summary>
public enum MessageInvalidReason
{
    /// <summary>The worker has no mailbox: it runs a command, or a delegate that takes no <c>WorkerContext</c>.</summary>
    CannotReceive,

    /// <summary>The worker's mailbox holds 1,024 messages that its job has not taken.</summary>
    MailboxFull,
}
