namespace Arrea.Dataflow.Events;

/// <summary>Readers with nothing to read. Used under the hub's lock only.</summary>
/// <remarks>
/// A publisher wakes one of them, which wakes the next before it reads, and so on: however many there are, publishing
/// costs one wake-up. The longest waiting is first, so their places in the stream never decrease along the list, and
/// when the first has nothing to read, none has.
/// </remarks>
internal sealed class ParkedReaders
{
    private readonly LinkedList<QueuedSubscription> _readers = new();

    /// <summary>Whether a reader that was taken out has yet to ask for the next; then publishers leave it to that one.</summary>
    public bool Waking { get; private set; }

    public void Add(QueuedSubscription reader) => _readers.AddLast(reader.Parked ??= new(reader));

    /// <summary>Takes a reader out if it is here. True means that the caller has to wake it.</summary>
    public bool TryRemove(QueuedSubscription reader)
    {
        if (reader.Parked is not { List: not null } place)
        {
            return false;
        }

        _readers.Remove(place);
        return true;
    }

    /// <summary>Takes out the first reader that has events up to the given number to read. The caller has to wake it.</summary>
    public QueuedSubscription? TakeNext(long last)
    {
        var reader = _readers.First?.Value;
        Waking = reader is not null && reader.Next <= last;
        if (!Waking)
        {
            return null;
        }

        _readers.RemoveFirst();
        return reader;
    }
}
