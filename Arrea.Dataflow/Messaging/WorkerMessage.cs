namespace Arrea.Dataflow.Messaging;

/// <summary>What a worker's job takes out of its mailbox.</summary>
public sealed class WorkerMessage
{
    internal WorkerMessage(string? sender, object payload, PendingRequest? request)
    {
        Sender = sender;
        Payload = payload;
        Request = request;
    }

    /// <summary>The worker that sent it, or passed it on; null when no worker did.</summary>
    public string? Sender { get; }

    /// <summary>What was sent. The same object: sender and receiver share it.</summary>
    public object Payload { get; }

    /// <summary>Whether somebody waits, or has waited, for an answer.</summary>
    public bool IsRequest => Request is not null;

    internal PendingRequest? Request { get; }

    /// <summary>Answers a request. Any thread may, as long as the worker that took the request has not ended.</summary>
    /// <param name="value">The answer. May be null.</param>
    /// <returns>
    /// Whether it was heard. False, and without any effect, when the message is no request, has been answered, or nobody waits any more
    /// because of the time limit, a cancellation, or the end of the worker.
    /// </returns>
    public bool Answer(object? value) => Request?.TryAnswer(value) ?? false;

    /// <summary>The kind and the sender. Never the payload, which may hold secrets.</summary>
    public override string ToString() => $"{(IsRequest ? "request" : "message")}{(Sender is null ? "" : $" from {Sender}")}";
}
