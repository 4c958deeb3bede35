namespace Arrea.Dataflow.Batches;

/// <summary>For each key the jobs that want it, in the order of submission. The first has it.</summary>
internal sealed class KeyLocks
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedList<KeyTicket>> _queues = new(StringComparer.Ordinal);

    /// <summary>Lines up for a key.</summary>
    /// <returns>Whether the ticket has the key at once; else its <see cref="KeyTicket.OnGranted"/> is called when it does.</returns>
    public bool Enter(KeyTicket ticket)
    {
        lock (_gate)
        {
            if (!_queues.TryGetValue(ticket.Key, out var queue))
            {
                _queues.Add(ticket.Key, queue = new LinkedList<KeyTicket>());
            }

            ticket.Node = queue.AddLast(ticket);
            return queue.Count == 1;
        }
    }

    /// <summary>Leaves the line, whether at its head or not.</summary>
    public void Leave(KeyTicket ticket)
    {
        KeyTicket? next = null;
        lock (_gate)
        {
            var queue = ticket.Node!.List!;
            var hadKey = queue.First == ticket.Node;
            queue.Remove(ticket.Node);
            if (queue.Count == 0)
            {
                _queues.Remove(ticket.Key);
            }
            else if (hadKey)
            {
                next = queue.First!.Value;
            }
        }

        next?.OnGranted();
    }
}

/// <summary>A job's place in the line for its key.</summary>
/// <param name="key">The key.</param>
/// <param name="onGranted">Called outside of any lock when the ticket gets the key after a wait.</param>
internal sealed class KeyTicket(string key, Action<KeyTicket> onGranted)
{
    public string Key => key;

    public required Claim Claim { get; init; }

    public LinkedListNode<KeyTicket>? Node { get; set; }

    public void OnGranted() => onGranted(this);
}
