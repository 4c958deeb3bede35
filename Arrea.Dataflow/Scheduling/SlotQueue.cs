namespace Arrea.Dataflow.Scheduling;

/// <summary>Slots to wait for: turns the callback of a <see cref="SlotShare"/> into something to await.</summary>
internal sealed class SlotQueue
{
    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource<bool>> _waiting = new();
    private readonly SlotShare _share;
    private bool _closed;

    public SlotQueue(WorkerSlots slots) => _share = new SlotShare(slots, OnGranted, SlotLoan.Find(slots));

    /// <summary>Waits for a slot, first come, first served.</summary>
    /// <returns>True with a slot, to be given back by <see cref="Release"/>; false without one, after <see cref="Close"/>.</returns>
    public Task<bool> AcquireAsync()
    {
        var waiter = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_closed)
            {
                return Task.FromResult(false);
            }

            _waiting.Enqueue(waiter);
        }

        _share.Request();
        return waiter.Task;
    }

    /// <summary>Offers a slot that was acquired to the work that the caller's context starts from here on.</summary>
    public SlotLoan Lend() => SlotLoan.Offer(_share);

    /// <summary>Gives one slot back, unless what was lent of it is still in use: then the borrower keeps it.</summary>
    public void Release(SlotLoan? loan = null)
    {
        if (loan is null || _share.Settle(loan))
        {
            _share.Release();
        }
    }

    /// <summary>Sends everybody away who waits, now and later.</summary>
    public void Close()
    {
        TaskCompletionSource<bool>[] waiting;
        lock (_gate)
        {
            _closed = true;
            waiting = [.. _waiting];
            _waiting.Clear();
        }

        _share.Withdraw();
        foreach (var waiter in waiting)
        {
            waiter.SetResult(false);
        }
    }

    private void OnGranted()
    {
        TaskCompletionSource<bool>? waiter;
        lock (_gate)
        {
            _waiting.TryDequeue(out waiter);
        }

        // Nobody is left who wants it when the queue was closed while the slot was on its way.
        if (waiter is null)
        {
            _share.Release();
        }
        else
        {
            waiter.SetResult(true);
        }
    }
}
