namespace Arrea.Dataflow.Scheduling;

/// <summary>The slots in which work runs: never more than <see cref="Count"/> taken, shared fairly between those who want them.</summary>
/// <remarks>
/// A free slot goes to the share that holds the fewest, among equals to the one that has waited longest. Who works
/// through a long list asks <see cref="SlotShare.ShouldYield"/> between two jobs and gives its slot up when others lack one.
/// </remarks>
/// <param name="count">How many slots there are: 1 or more.</param>
internal sealed class WorkerSlots(int count)
{
    private readonly Lock _gate = new();

    // Those who wait. Held may only change while a share is not in the set, as the order depends on it.
    private readonly SortedSet<SlotShare> _waiting = new(Comparer<SlotShare>.Create(static (a, b)
        => a.Held != b.Held ? a.Held.CompareTo(b.Held) : a.Turn.CompareTo(b.Turn)));

    private int _free = count;
    private long _turns;
    private volatile bool _contended;

    public int Count { get; } = count;

    public int Used
    {
        get
        {
            lock (_gate)
            {
                return Count - _free;
            }
        }
    }

    internal bool Contended => _contended;

    internal void Request(SlotShare share)
    {
        lock (_gate)
        {
            if (_free == 0 || _waiting.Count > 0)
            {
                Enqueue(share, wanted: 1);
                return;
            }

            _free--;
            share.Held++;
        }

        share.OnGranted();
    }

    internal void Withdraw(SlotShare share)
    {
        lock (_gate)
        {
            _waiting.Remove(share);
            share.Wanted = 0;
            _contended = _waiting.Count > 0;
        }
    }

    internal void Release(SlotShare share)
    {
        SlotShare? next;
        lock (_gate)
        {
            var waits = _waiting.Remove(share);
            share.Held--;
            if (waits)
            {
                _waiting.Add(share);
            }

            next = _waiting.Min;
            if (next is null)
            {
                _free++;
            }
            else
            {
                _waiting.Remove(next);
                next.Held++;
                next.Wanted--;
                if (next.Wanted > 0)
                {
                    Enqueue(next, wanted: 0);
                }
            }

            _contended = _waiting.Count > 0;
        }

        next?.OnGranted();
    }

    internal bool ShouldYield(SlotShare share)
    {
        lock (_gate)
        {
            // One slot of difference between two that both have some is fair; giving it up would only pass it to and fro.
            return _waiting.Min is { } poorest && poorest != share && (poorest.Held == 0 || poorest.Held + 1 < share.Held);
        }
    }

    private void Enqueue(SlotShare share, int wanted)
    {
        share.Wanted += wanted;
        if (!_waiting.Contains(share))
        {
            share.Turn = ++_turns;
            _waiting.Add(share);
        }

        _contended = true;
    }
}
