namespace Arrea.Dataflow.Messaging;

/// <summary>The messages of one worker that its job has not taken. Lives as long as the worker; each attempt reads it by a reader of its own.</summary>
/// <param name="workerId">The worker.</param>
internal sealed class Mailbox(string workerId)
{
    /// <summary>The most messages in it.</summary>
    public const int Capacity = 1024;

    private readonly Lock _gate = new();
    private Queue<WorkerMessage>? _messages;
    private HashSet<PendingRequest>? _requests;
    private TaskCompletionSource<bool>? _arrival;
    private MailReader? _reader;
    private int _onTheWay;
    private bool _closed;

    public string WorkerId => workerId;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return Waiting;
            }
        }
    }

    private int Waiting => _messages?.Count ?? 0;

    /// <summary>Keeps a place for a message, which <see cref="TryPut"/> takes.</summary>
    public Delivery Reserve()
    {
        lock (_gate)
        {
            if (_closed)
            {
                return Delivery.NotFound;
            }

            if (Waiting + _onTheWay >= Capacity)
            {
                return Delivery.Full;
            }

            _onTheWay++;
            return Delivery.Taken;
        }
    }

    /// <summary>Puts a message into its place. False when the worker has ended meanwhile.</summary>
    public bool TryPut(WorkerMessage message)
    {
        TaskCompletionSource<bool>? arrival;
        lock (_gate)
        {
            _onTheWay--;
            if (_closed)
            {
                return false;
            }

            (_messages ??= new()).Enqueue(message);
            if (message.Request is { } request)
            {
                (_requests ??= []).Add(request);
            }

            (arrival, _arrival) = (_arrival, null);
        }

        arrival?.SetResult(true);
        return true;
    }

    /// <summary>Nobody waits for this answer any more.</summary>
    public void Forget(PendingRequest request)
    {
        lock (_gate)
        {
            _requests?.Remove(request);
        }
    }

    /// <summary>Lets a reader in, in place of the one before.</summary>
    public void Admit(MailReader reader) => Exchange(reader);

    /// <summary>Sends a reader away, if it has not been replaced already.</summary>
    public void Dismiss(MailReader reader) => Exchange(null, only: reader);

    public bool IsRead(MailReader reader)
    {
        lock (_gate)
        {
            return _reader == reader;
        }
    }

    public int CountFor(MailReader reader)
    {
        lock (_gate)
        {
            return _reader == reader ? Waiting : 0;
        }
    }

    /// <summary>Takes or looks at the first message, if this reader may and there is one.</summary>
    public WorkerMessage? First(MailReader reader, bool take)
    {
        lock (_gate)
        {
            return _reader != reader || Waiting == 0 ? null : take ? _messages!.Dequeue() : _messages!.Peek();
        }
    }

    /// <summary>Waits until there is a message; false when none will come for this reader.</summary>
    public ValueTask<bool> ArrivalAsync(MailReader reader, CancellationToken cancellationToken)
    {
        Task<bool> arrival;
        lock (_gate)
        {
            if (_reader != reader || Waiting > 0)
            {
                return ValueTask.FromResult(_reader == reader);
            }

            arrival = (_arrival ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        return new(arrival.WaitAsync(cancellationToken));
    }

    /// <summary>The worker has ended: takes nothing more, and fails the requests that it has not answered.</summary>
    public void Close()
    {
        HashSet<PendingRequest>? unanswered;
        lock (_gate)
        {
            _closed = true;
            (unanswered, _requests) = (_requests, null);
            _messages = null;
        }

        Exchange(null);
        foreach (var request in unanswered ?? [])
        {
            request.Fail(new WorkerNotFoundException(workerId, "has ended without answering."));
        }
    }

    /// <summary>Puts a reader, or none, in place of the one before: of any, or of one alone.</summary>
    private void Exchange(MailReader? next, MailReader? only = null)
    {
        MailReader? former;
        TaskCompletionSource<bool>? arrival;
        lock (_gate)
        {
            if (only is not null && _reader != only)
            {
                return;
            }

            (former, _reader) = (_reader, next);
            (arrival, _arrival) = (_arrival, null);
        }

        arrival?.SetResult(false);
        former?.OnEnded();
    }
}
