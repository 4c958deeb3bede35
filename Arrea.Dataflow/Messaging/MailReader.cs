using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Arrea.Dataflow.Messaging;

/// <summary>One attempt's view of its worker's mailbox. It ends with the attempt, so that a delegate that is left behind takes nothing from the next one.</summary>
/// <param name="mailboxes">All mailboxes.</param>
/// <param name="mailbox">The worker's.</param>
internal sealed class MailReader(Mailboxes mailboxes, Mailbox mailbox) : ChannelReader<WorkerMessage>
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override Task Completion => _ended.Task;

    public override bool CanCount => true;

    public override int Count => mailbox.CountFor(this);

    public override bool CanPeek => true;

    public override bool TryRead([MaybeNullWhen(false)] out WorkerMessage item)
    {
        item = mailbox.First(this, take: true);
        if (item is null)
        {
            return false;
        }

        mailboxes.TellReceived(item.Sender, mailbox.WorkerId);
        return true;
    }

    public override bool TryPeek([MaybeNullWhen(false)] out WorkerMessage item) => (item = mailbox.First(this, take: false)) is not null;

    public override ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default)
        => cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<bool>(cancellationToken) : mailbox.ArrivalAsync(this, cancellationToken);

    /// <summary>Sends as this worker. False once the attempt is over.</summary>
    public bool Send(string target, object payload) => mailbox.IsRead(this) && mailboxes.Send(mailbox.WorkerId, target, payload);

    /// <summary>Sends as this worker to all others. Nobody once the attempt is over.</summary>
    public int Broadcast(object payload) => mailbox.IsRead(this) ? mailboxes.Broadcast(mailbox.WorkerId, payload) : 0;

    /// <summary>The attempt is over.</summary>
    public void Close() => mailbox.Leave(this);

    internal void OnEnded() => _ended.TrySetResult();
}
