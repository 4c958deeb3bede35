namespace Arrea.Dataflow.Protection;

/// <summary>The leases that are out, each with its weight, so that each is given back once. Its owner guards it by a lock of its own.</summary>
/// <remarks>A place is used again under another version, so an old lease does not pass for the new one. Grows to the most leases that were ever out at once.</remarks>
internal sealed class LeaseTable
{
    private const int None = -1;

    private Entry[] _entries = new Entry[4];
    private int _used;
    private int _free = None;

    /// <summary>Notes a lease.</summary>
    public LeaseId Add(int weight)
    {
        var index = _free;
        if (index != None)
        {
            _free = _entries[index].NextFree;
        }
        else
        {
            if (_used == _entries.Length)
            {
                Array.Resize(ref _entries, _used * 2);
            }

            index = _used++;
        }

        ref var entry = ref _entries[index];
        entry.Weight = weight;
        return new LeaseId(index, ++entry.Version);
    }

    /// <summary>Takes a lease back.</summary>
    /// <returns>Its weight; 0 when it has been given back before.</returns>
    public int Remove(LeaseId id)
    {
        ref var entry = ref _entries[id.Index];
        if (entry.Version != id.Version)
        {
            return 0;
        }

        entry.Version++;
        entry.NextFree = _free;
        _free = id.Index;
        return entry.Weight;
    }

    private struct Entry
    {
        public long Version;
        public int Weight;
        public int NextFree;
    }
}

/// <summary>Names one lease of a <see cref="LeaseTable"/>.</summary>
internal readonly record struct LeaseId(int Index, long Version);
