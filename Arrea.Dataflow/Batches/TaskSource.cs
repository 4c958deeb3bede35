using Arrea.Dataflow.Jobs;

namespace Arrea.Dataflow.Batches;

/// <summary>The tasks of one worker: each can be taken when the one before has its outcome, and nobody else has its key.</summary>
/// <param name="tasks">The tasks.</param>
/// <param name="keys">The engine's keys.</param>
/// <param name="onReady">Called outside of any lock when there is a task to take that had to wait for its key.</param>
internal sealed class TaskSource(Job[] tasks, KeyLocks keys, Action onReady) : JobSource
{
    private readonly Lock _gate = new();
    private KeyTicket? _ticket;
    private int _next;
    private bool _ready;
    private bool _waitsForKey;
    private bool _stopped;

    public override int? Count => tasks.Length;

    public override bool IsDry
    {
        get
        {
            lock (_gate)
            {
                return _next >= tasks.Length;
            }
        }
    }

    public override bool HasReady
    {
        get
        {
            lock (_gate)
            {
                return _ready;
            }
        }
    }

    /// <summary>Lets the first task be taken.</summary>
    public TaskSource Begin()
    {
        Prepare();
        return this;
    }

    public override bool TryTake(out Claim claim)
    {
        claim = default;
        lock (_gate)
        {
            if (!_ready)
            {
                return false;
            }

            _ready = false;
            claim.Index = _next;
            claim.Job = tasks[_next++];
            return true;
        }
    }

    public override void Ended(int index)
    {
        KeyTicket? ticket;
        lock (_gate)
        {
            (ticket, _ticket) = (_ticket, null);
        }

        if (ticket is not null)
        {
            keys.Leave(ticket);
        }

        // The lane that ended the task looks for the next one itself.
        Prepare();
    }

    public override void Stop()
    {
        lock (_gate)
        {
            _stopped = true;
            _ready |= _waitsForKey;
            _waitsForKey = false;
        }
    }

    private void Prepare()
    {
        lock (_gate)
        {
            if (_next >= tasks.Length)
            {
                return;
            }

            if (tasks[_next].Key is not { } key || _stopped)
            {
                _ready = true;
                return;
            }

            _ticket = new KeyTicket(key, OnKeyGranted) { Claim = new Claim { Job = tasks[_next], Index = _next } };
            _ready = keys.Enter(_ticket);
            _waitsForKey = !_ready;
        }
    }

    private void OnKeyGranted(KeyTicket ticket)
    {
        lock (_gate)
        {
            if (_ticket != ticket || !_waitsForKey)
            {
                return;
            }

            _waitsForKey = false;
            _ready = true;
        }

        onReady();
    }
}
