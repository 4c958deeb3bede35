namespace Arrea.Dataflow.Protection;

/// <summary>Limits what runs at once: a fixed capacity, of which each call takes its weight.</summary>
/// <remarks>
/// Strictly first come, first served: while somebody waits, nobody overtakes, however little room it needs, so heavy calls
/// do not starve. Safe for any number of threads; entering and leaving without a wait allocate nothing.
/// </remarks>
public sealed class Bulkhead
{
    private readonly Lock _gate = new();
    private readonly LeaseTable _leases = new();
    private readonly WaitLine<int, BulkheadLease> _line;
    private readonly int _queueLimit;
    private int _used;

    /// <summary>Makes an empty bulkhead.</summary>
    /// <param name="options">How much it lets in. Null (default): the default options.</param>
    public Bulkhead(BulkheadOptions? options = null)
    {
        options ??= new BulkheadOptions();
        Capacity = options.Capacity;
        _queueLimit = options.QueueLimit;
        _line = new WaitLine<int, BulkheadLease>(_gate, _ => ServeWaiters());
    }

    /// <summary>The most weight inside at once.</summary>
    public int Capacity { get; }

    /// <summary>The weight inside now. From 0 to <see cref="Capacity"/>.</summary>
    public int Used
    {
        get
        {
            lock (_gate)
            {
                return _used;
            }
        }
    }

    /// <summary>How many calls wait for room. From 0 to <see cref="BulkheadOptions.QueueLimit"/>.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _line.Count;
            }
        }
    }

    /// <summary>Enters if there is room for a weight of 1 and nobody waits. Never waits.</summary>
    /// <param name="lease">The room, or the default.</param>
    /// <returns>Whether it entered.</returns>
    public bool TryEnter(out BulkheadLease lease) => TryEnter(1, out lease);

    /// <summary>Enters if there is room and nobody waits. Never waits.</summary>
    /// <param name="weight">The room to take. Range: 1 to <see cref="Capacity"/>.</param>
    /// <param name="lease">The room, or the default.</param>
    /// <returns>Whether it entered.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="weight"/> is outside its range.</exception>
    public bool TryEnter(int weight, out BulkheadLease lease)
    {
        CheckWeight(weight);
        lock (_gate)
        {
            return TryGrant(weight, out lease);
        }
    }

    /// <summary>Enters, and waits for room if there is none.</summary>
    /// <param name="weight">The room to take. Range: 1 to <see cref="Capacity"/>. Default: 1.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The room; when the queue is full, at once a lease that is not <see cref="BulkheadLease.IsHeld">held</see>.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="weight"/> is outside its range.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before there was room.</exception>
    public ValueTask<BulkheadLease> EnterAsync(int weight = 1, CancellationToken cancellationToken = default)
    {
        CheckWeight(weight);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<BulkheadLease>(cancellationToken);
        }

        WaitLine<int, BulkheadLease>.Waiter waiter;
        lock (_gate)
        {
            if (TryGrant(weight, out var lease) || _line.Count >= _queueLimit)
            {
                return ValueTask.FromResult(lease);
            }

            waiter = _line.Join(weight);
        }

        return WaitLine<int, BulkheadLease>.WaitAsync(waiter, cancellationToken);
    }

    internal void Leave(LeaseId id)
    {
        lock (_gate)
        {
            var weight = _leases.Remove(id);
            if (weight > 0)
            {
                _used -= weight;
                ServeWaiters();
            }
        }
    }

    private bool TryGrant(int weight, out BulkheadLease lease)
    {
        if (_line.Count > 0 || weight > Capacity - _used)
        {
            lease = default;
            return false;
        }

        lease = Grant(weight);
        return true;
    }

    private BulkheadLease Grant(int weight)
    {
        _used += weight;
        return new BulkheadLease(this, _leases.Add(weight));
    }

    private void ServeWaiters()
    {
        while (_line.First is { } first && first.Need <= Capacity - _used)
        {
            _line.Serve(Grant(first.Need));
        }
    }

    private void CheckWeight(int weight)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(weight, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(weight, Capacity);
    }
}
