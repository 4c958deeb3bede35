namespace Arrea.Dataflow.Protection;

/// <summary>An item taken from a <see cref="WeightedPriorityQueue{T}"/>. Dispose it when its work is done, to give its weight back to the budget.</summary>
/// <typeparam name="T">The type of the item.</typeparam>
/// <remarks>A second disposal, of this value or a copy of it, does nothing; nor does that of the default value, which holds no item.</remarks>
public readonly record struct QueueLease<T> : IDisposable
{
    private readonly WeightedPriorityQueue<T>? _queue;
    private readonly LeaseId _id;
    private readonly T? _item;

    internal QueueLease(WeightedPriorityQueue<T> queue, LeaseId id, T item, int priority, int weight)
    {
        _queue = queue;
        _id = id;
        _item = item;
        Priority = priority;
        Weight = weight;
    }

    /// <summary>Whether there is an item; false when the queue is completed and empty. Stays true after disposal.</summary>
    public bool IsHeld => _queue is not null;

    /// <summary>The item.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public T Item => IsHeld ? _item! : throw new InvalidOperationException("There is no item. Ask IsHeld first.");

    /// <summary>Its priority.</summary>
    public int Priority { get; }

    /// <summary>Its weight. 1 or more.</summary>
    public int Weight { get; }

    /// <summary>Gives the weight back.</summary>
    public void Dispose() => _queue?.GiveBack(_id);

    /// <summary>Priority and weight. Never the item, which may be secret.</summary>
    public override string ToString() => IsHeld ? $"item of priority {Priority}, weight {Weight}" : "no item";
}
