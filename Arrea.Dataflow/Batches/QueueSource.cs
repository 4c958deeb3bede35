using Arrea.Dataflow.Jobs;

namespace Arrea.Dataflow.Batches;

/// <summary>
/// Jobs that cannot simply be counted through: they have keys or priorities, or are read lazily. The highest priority
/// comes first, among equals the first given; a job whose key is taken is held back.
/// </summary>
/// <param name="keys">The engine's keys.</param>
/// <param name="onReady">Called outside of any lock when there is something to take that was not there before, or when the source has run dry.</param>
internal sealed class QueueSource(KeyLocks keys, Action onReady) : JobSource
{
    /// <summary>The most jobs that are read ahead of the lanes.</summary>
    public const int ReadAhead = 1024;

    private readonly Lock _gate = new();
    private readonly PriorityQueue<Claim, (long Priority, int Index)> _ready = new();

    // Jobs with a key, from the line for it until their outcome; and those of them that still wait for it.
    private readonly Dictionary<int, KeyTicket> _tickets = [];
    private readonly HashSet<KeyTicket> _heldBack = [];

    private readonly CancellationTokenSource _stopReading = new();
    private TaskCompletionSource? _roomWanted;
    private int _read;
    private bool _complete;
    private bool _stopped;

    public override int? Count
    {
        get
        {
            lock (_gate)
            {
                return _complete ? _read : null;
            }
        }
    }

    public override int Known
    {
        get
        {
            lock (_gate)
            {
                return _read;
            }
        }
    }

    public override bool IsDry
    {
        get
        {
            lock (_gate)
            {
                return _complete && _ready.Count == 0 && _heldBack.Count == 0;
            }
        }
    }

    public override bool HasReady
    {
        get
        {
            lock (_gate)
            {
                return _ready.Count > 0;
            }
        }
    }

    /// <summary>What a reading source threw, when it did.</summary>
    public Exception? ReadError { get; private set; }

    /// <summary>Adds a whole list.</summary>
    public void AddAll(Job[] jobs)
    {
        foreach (var job in jobs)
        {
            Add(job);
        }

        Complete(null);
    }

    /// <summary>Reads a source to its end, never more than <see cref="ReadAhead"/> jobs ahead of the lanes.</summary>
    public async Task ReadAsync(IAsyncEnumerable<Job> jobs)
    {
        Exception? error = null;
        try
        {
            await foreach (var job in jobs.WithCancellation(_stopReading.Token).ConfigureAwait(false))
            {
                if (job is null)
                {
                    throw new ArgumentException($"Job {_read} of the batch is null.");
                }

                if (!Add(job))
                {
                    break;
                }

                onReady();
                await RoomAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stopReading.IsCancellationRequested)
        {
            // The batch was stopped; what was read has its outcome, what was not has none.
        }
        catch (Exception caught)
        {
            error = caught;
        }

        Complete(error);
        onReady();
    }

    public override bool TryTake(out Claim claim)
    {
        TaskCompletionSource? wanted = null;
        lock (_gate)
        {
            if (!_ready.TryDequeue(out claim, out _))
            {
                return false;
            }

            if (_roomWanted is not null && HasRoom)
            {
                (wanted, _roomWanted) = (_roomWanted, null);
            }
        }

        wanted?.SetResult();
        return true;
    }

    public override void Ended(int index)
    {
        KeyTicket? ticket;
        lock (_gate)
        {
            _tickets.Remove(index, out ticket);
        }

        if (ticket is not null)
        {
            keys.Leave(ticket);
        }
    }

    public override void Stop()
    {
        TaskCompletionSource? wanted;
        lock (_gate)
        {
            // A source that does not heed its token must not hold the batch up; what it gives from now on is not taken.
            _stopped = _complete = true;
            foreach (var ticket in _heldBack)
            {
                Push(ticket.Claim);
            }

            _heldBack.Clear();
            (wanted, _roomWanted) = (_roomWanted, null);
        }

        wanted?.SetResult();

        // Not Cancel: what the user registered with the token is the user's code.
        _ = _stopReading.CancelAsync();
    }

    private bool HasRoom => _stopped || _ready.Count + _heldBack.Count < ReadAhead;

    private bool Add(Job job)
    {
        var claim = new Claim { Job = job };
        lock (_gate)
        {
            if (_stopped)
            {
                return false;
            }

            claim.Index = _read++;
            if (job.Key is null)
            {
                Push(claim);
                return true;
            }

            // In the line before anybody can end the job and have it leave again; the key's lock is the inner one.
            var ticket = new KeyTicket(job.Key, OnKeyGranted) { Claim = claim };
            _tickets.Add(claim.Index, ticket);
            if (keys.Enter(ticket))
            {
                Push(claim);
            }
            else
            {
                _heldBack.Add(ticket);
            }

            return true;
        }
    }

    private void OnKeyGranted(KeyTicket ticket)
    {
        lock (_gate)
        {
            if (!_heldBack.Remove(ticket))
            {
                return;
            }

            Push(ticket.Claim);
        }

        onReady();
    }

    private void Push(Claim claim) => _ready.Enqueue(claim, (-(long)claim.Job.Priority, claim.Index));

    private void Complete(Exception? error)
    {
        lock (_gate)
        {
            ReadError = _stopped ? null : error;
            _complete = true;
        }
    }

    private Task RoomAsync()
    {
        lock (_gate)
        {
            if (HasRoom)
            {
                return Task.CompletedTask;
            }

            _roomWanted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _roomWanted.Task;
        }
    }
}
