using System.Collections.Concurrent;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Telemetry;

namespace Arrea.Dataflow.Messaging;

/// <summary>The mailboxes of an engine's living workers, and the way between them.</summary>
/// <param name="events">Hears of the messages.</param>
/// <param name="telemetry">Hears of them too.</param>
/// <param name="time">The clock of requests.</param>
/// <param name="isWorker">Whether there is a worker of this id, with a mailbox or without.</param>
internal sealed class Mailboxes(EventHub events, EngineTelemetry telemetry, TimeProvider time, Func<string, bool> isWorker)
{
    private readonly ConcurrentDictionary<string, Mailbox> _mailboxes = new(StringComparer.Ordinal);

    public int Count => _mailboxes.Count;

    /// <summary>The messages that wait for a worker.</summary>
    public int PendingOf(string workerId) => _mailboxes.TryGetValue(workerId, out var mailbox) ? mailbox.Count : 0;

    /// <summary>Gives a worker its mailbox, if it has none.</summary>
    public Mailbox Open(string workerId) => _mailboxes.GetOrAdd(workerId, static id => new Mailbox(id));

    /// <summary>Lets an attempt of a worker read its mailbox. It reads nothing where the worker has ended meanwhile, or the attempt has.</summary>
    /// <param name="workerId">The worker.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="isRunning">Whether it still runs. Asked under a lock.</param>
    public MailReader Read<T>(string workerId, T attempt, Func<T, bool> isRunning)
    {
        var mailbox = _mailboxes.TryGetValue(workerId, out var open) ? open : Mailbox.OfNobody(workerId);
        var reader = new MailReader(this, mailbox);
        mailbox.Admit(reader, attempt, isRunning);
        return reader;
    }

    /// <summary>A worker has ended.</summary>
    public void Close(string workerId)
    {
        if (_mailboxes.TryRemove(workerId, out var mailbox))
        {
            mailbox.Close();
        }
    }

    /// <summary>Sends a message.</summary>
    /// <returns>Whether the mailbox of a living worker took it.</returns>
    public bool Send(string? sender, string target, object payload) => Send(sender, target, payload, null, out _, out _) == Delivery.Taken;

    /// <summary>Sends a message to everybody who can receive one, but the sender.</summary>
    /// <returns>How many took it.</returns>
    public int Broadcast(string? sender, object payload)
    {
        var taken = 0;
        foreach (var (target, mailbox) in _mailboxes)
        {
            if (target != sender && (payload is SendToWorker ? Send(sender, target, payload) : IsPut(mailbox)))
            {
                taken++;
            }
        }

        return taken;

        bool IsPut(Mailbox mailbox)
        {
            var delivery = Put(mailbox, new WorkerMessage(sender, payload, request: null));

            if (delivery != Delivery.NotFound)
            {
                // That a worker has just ended is no error of who writes to all that are there.
                TellUndelivered(sender, mailbox.WorkerId, delivery);
            }

            return delivery == Delivery.Taken;
        }
    }

    /// <summary>Sends a message and waits for its answer.</summary>
    public async Task<object?> RequestAsync(string target, object payload, TimeSpan timeout, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var request = new PendingRequest();
        var delivery = Send(null, target, payload, request, out var last, out var mailbox);
        if (delivery != Delivery.Taken)
        {
            throw new WorkerNotFoundException(last, delivery switch
            {
                Delivery.CannotReceive => "cannot receive messages: it runs a command, or a delegate that takes no WorkerContext.",
                Delivery.Full => $"has {Mailbox.Capacity} messages that it has not taken; no more fit into its mailbox.",
                _ => "is not known, or has ended.",
            });
        }

        try
        {
            return await request.WaitAsync(last, timeout, time, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            mailbox!.Forget(request);
        }
    }

    /// <summary>A worker's job has taken a message.</summary>
    public void TellReceived(string? sender, string target)
    {
        telemetry.MessageReceived(target);
        telemetry.WorkerMessage(target);
        events.Tell(() => new MessageReceived(sender, target));
    }

    private Delivery Send(string? sender, string target, object payload, PendingRequest? request, out string last, out Mailbox? mailbox)
    {
        while (true)
        {
            last = target;
            var isKnown = _mailboxes.TryGetValue(target, out mailbox) || isWorker(target);
            if (isKnown && payload is SendToWorker route)
            {
                // The worker it is sent to only passes it on, and needs no mailbox for that.
                TellSent(sender, target);
                (sender, target, payload) = (target, route.Target, route.Payload);
                continue;
            }

            var delivery = mailbox is not null ? Put(mailbox, new WorkerMessage(sender, payload, request))
                : isKnown ? Delivery.CannotReceive
                : Delivery.NotFound;
            TellUndelivered(sender, target, delivery);
            return delivery;
        }
    }

    // Told before anybody can take it, so that no message is received before it was sent; and not under the mailbox's lock, as
    // observers may be called on this thread.
    private Delivery Put(Mailbox mailbox, WorkerMessage message)
    {
        var delivery = mailbox.Reserve();
        if (delivery != Delivery.Taken)
        {
            return delivery;
        }

        TellSent(message.Sender, mailbox.WorkerId);
        return mailbox.TryPut(message) ? Delivery.Taken : Delivery.NotFound;
    }

    private void TellSent(string? sender, string target)
    {
        telemetry.MessageSent(sender, target);
        events.Tell(() => new MessageSent(sender, target));
    }

    private void TellUndelivered(string? sender, string target, Delivery delivery)
    {
        switch (delivery)
        {
            case Delivery.NotFound:
                telemetry.MessageFailed(sender, target, "worker_not_found");
                events.Tell(() => new MessageTargetNotFound(target));
                break;
            case Delivery.CannotReceive:
                telemetry.MessageFailed(sender, target, "cannot_receive");
                events.Tell(() => new MessageInvalid(target, MessageInvalidReason.CannotReceive));
                break;
            case Delivery.Full:
                telemetry.MessageFailed(sender, target, "mailbox_full");
                events.Tell(() => new MessageInvalid(target, MessageInvalidReason.MailboxFull));
                break;
        }
    }
}
