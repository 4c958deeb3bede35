namespace Arrea.Dataflow.Protection;

/// <summary>Gives out the item of the highest priority, and among equals the oldest; never more weight at once than its budget.</summary>
/// <typeparam name="T">The type of an item.</typeparam>
/// <remarks>
/// <list type="table">
/// <listheader><term>When</term><description>Then</description></listheader>
/// <item><term>The first item weighs more than what is left of the budget</term><description>Everybody waits: a lighter item behind it does not overtake, so heavy ones do not starve.</description></item>
/// <item><term>Several wait for an item</term><description>They are served first come, first served.</description></item>
/// <item><term>The queue is full</term><description><see cref="TryEnqueue"/> answers false; <see cref="EnqueueAsync"/> waits, first come, first served, whatever the priority.</description></item>
/// <item><term>It is completed</term><description>Nothing more goes in, also from those who wait. What is in it is still given out, then leases that are not <see cref="QueueLease{T}.IsHeld">held</see>.</description></item>
/// </list>
/// Safe for any number of threads. Adding and taking cost a logarithm of the length.
/// </remarks>
public sealed class WeightedPriorityQueue<T>
{
    private static readonly Comparer<Place> HighestThenOldest = Comparer<Place>.Create(static (one, other)
        => one.Priority != other.Priority ? other.Priority.CompareTo(one.Priority) : one.Order.CompareTo(other.Order));

    private readonly Lock _gate = new();
    private readonly PriorityQueue<Entry, Place> _items = new(HighestThenOldest);
    private readonly LeaseTable _leases = new();
    private readonly WaitLine<bool, QueueLease<T>> _takers;
    private readonly WaitLine<Entry, bool> _givers;

    private readonly int _capacity;
    private int _used;
    private long _order;
    private bool _completed;

    /// <summary>Makes an empty queue.</summary>
    /// <param name="options">How much it holds and gives out. Null (default): the default options.</param>
    public WeightedPriorityQueue(WeightedPriorityQueueOptions? options = null)
    {
        options ??= new WeightedPriorityQueueOptions();
        Budget = options.Budget;
        _capacity = options.Capacity;
        _takers = new WaitLine<bool, QueueLease<T>>(_gate, _ => Match());
        _givers = new WaitLine<Entry, bool>(_gate, _ => Match());
    }

    /// <summary>The most weight taken out and not given back.</summary>
    public int Budget { get; }

    /// <summary>Items in the queue.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _items.Count;
            }
        }
    }

    /// <summary>The weight taken out and not given back. From 0 to <see cref="Budget"/>.</summary>
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

    /// <summary>Adds an item if there is room and nobody waits to add one. Never waits.</summary>
    /// <param name="item">The item.</param>
    /// <param name="priority">The higher the sooner. Any number. Default: 0.</param>
    /// <param name="weight">What it takes of the budget. Range: 1 to <see cref="Budget"/>. Default: 1.</param>
    /// <returns>Whether it was added; false when the queue is full or completed.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="weight"/> is outside its range.</exception>
    public bool TryEnqueue(T item, int priority = 0, int weight = 1)
    {
        CheckWeight(weight);
        lock (_gate)
        {
            return TryAdd(new Entry(item, priority, weight));
        }
    }

    /// <summary>Adds an item, and waits for room if the queue is full.</summary>
    /// <param name="item">The item.</param>
    /// <param name="priority">The higher the sooner. Any number. Default: 0.</param>
    /// <param name="weight">What it takes of the budget. Range: 1 to <see cref="Budget"/>. Default: 1.</param>
    /// <param name="cancellationToken">Ends the wait; the item is not added then.</param>
    /// <returns>Whether it was added; false when the queue is or becomes completed.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="weight"/> is outside its range.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled before the item was added.</exception>
    public ValueTask<bool> EnqueueAsync(T item, int priority = 0, int weight = 1, CancellationToken cancellationToken = default)
    {
        CheckWeight(weight);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<bool>(cancellationToken);
        }

        WaitLine<Entry, bool>.Waiter giver;
        lock (_gate)
        {
            var entry = new Entry(item, priority, weight);
            if (_completed || TryAdd(entry))
            {
                return ValueTask.FromResult(!_completed);
            }

            giver = _givers.Join(entry);
        }

        return WaitLine<Entry, bool>.WaitAsync(giver, cancellationToken);
    }

    /// <summary>Takes the first item if there is one, the budget allows it, and nobody waits for one. Never waits.</summary>
    /// <param name="lease">The item, or the default.</param>
    /// <returns>Whether there is an item.</returns>
    public bool TryDequeue(out QueueLease<T> lease)
    {
        lock (_gate)
        {
            lease = default;
            if (_takers.Count > 0 || !CanTake())
            {
                return false;
            }

            lease = Take();
            Match();
            return true;
        }
    }

    /// <summary>Takes the first item, and waits until there is one and the budget allows it.</summary>
    /// <param name="cancellationToken">Ends the wait; nothing is taken then.</param>
    /// <returns>The item; when the queue is completed and empty, a lease that is not <see cref="QueueLease{T}.IsHeld">held</see>.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled before an item was taken.</exception>
    public ValueTask<QueueLease<T>> DequeueAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<QueueLease<T>>(cancellationToken);
        }

        WaitLine<bool, QueueLease<T>>.Waiter taker;
        lock (_gate)
        {
            if (_completed && _items.Count == 0)
            {
                return ValueTask.FromResult<QueueLease<T>>(default);
            }

            if (_takers.Count == 0 && CanTake())
            {
                var lease = Take();
                Match();
                return ValueTask.FromResult(lease);
            }

            taker = _takers.Join(need: true);
        }

        return WaitLine<bool, QueueLease<T>>.WaitAsync(taker, cancellationToken);
    }

    /// <summary>Says that nothing more comes. A second call does nothing.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _completed = true;
            while (_givers.Count > 0)
            {
                _givers.Serve(false);
            }

            Match();
        }
    }

    internal void GiveBack(LeaseId id)
    {
        lock (_gate)
        {
            _used -= _leases.Remove(id);
            Match();
        }
    }

    private bool TryAdd(Entry entry)
    {
        if (_completed || _givers.Count > 0 || _items.Count >= _capacity)
        {
            return false;
        }

        Add(entry);
        Match();
        return true;
    }

    private void Add(Entry entry) => _items.Enqueue(entry, new Place(entry.Priority, _order++));

    private bool CanTake() => _items.TryPeek(out var first, out _) && first.Weight <= Budget - _used;

    private QueueLease<T> Take()
    {
        var entry = _items.Dequeue();
        _used += entry.Weight;
        return new QueueLease<T>(this, _leases.Add(entry.Weight), entry.Item, entry.Priority, entry.Weight);
    }

    // Brings together whatever fits. An item that is taken makes room, and one that is added may be taken.
    private void Match()
    {
        bool moved;
        do
        {
            moved = false;
            while (_items.Count < _capacity && _givers.First is { } giver)
            {
                Add(giver.Need);
                _givers.Serve(true);
                moved = true;
            }

            while (_takers.Count > 0 && CanTake())
            {
                _takers.Serve(Take());
                moved = true;
            }
        }
        while (moved);

        while (_completed && _items.Count == 0 && _takers.Count > 0)
        {
            _takers.Serve(default);
        }
    }

    private void CheckWeight(int weight)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(weight, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(weight, Budget);
    }

    private readonly record struct Entry(T Item, int Priority, int Weight);

    private readonly record struct Place(int Priority, long Order);
}
