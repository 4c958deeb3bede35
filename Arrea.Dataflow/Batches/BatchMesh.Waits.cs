namespace Arrea.Dataflow.Batches;

/// <summary>Lanes that give their slot up while they wait for something else, such as room in a bulkhead, and take one again for the same job.</summary>
internal sealed partial class BatchMesh
{
    private readonly LinkedList<TaskCompletionSource> _returning = new();

    // Slots on their way that nobody wants any more.
    private int _surplus;

    /// <summary>Gives up the slot of a lane that stays among the running ones.</summary>
    public void GiveUpSlot(Lane lane)
    {
        if (lane.Slot.Lose())
        {
            _share.Release();
        }
    }

    /// <summary>Waits for a slot for a lane that gave its own up.</summary>
    /// <returns>Whether it came before the token was cancelled.</returns>
    public async ValueTask<bool> TakeSlotAsync(CancellationToken cancellationToken)
    {
        var granted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        LinkedListNode<TaskCompletionSource> node;
        lock (_gate)
        {
            node = _returning.AddLast(granted);
        }

        _share.Request();
        try
        {
            await granted.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            if (!Withdraw(node))
            {
                _share.Release();
            }

            return false;
        }
    }

    /// <summary>Takes back the request of a lane.</summary>
    /// <returns>Whether it had not been granted.</returns>
    private bool Withdraw(LinkedListNode<TaskCompletionSource> node)
    {
        lock (_gate)
        {
            if (node.List is null)
            {
                return false;
            }

            _returning.Remove(node);

            // One that was granted meanwhile waits for the lock, and must not be taken for that of a new lane.
            _surplus += _share.TryWithdrawOne() ? 0 : 1;
            return true;
        }
    }

    /// <summary>Sees whether a slot that was granted is not for a new lane. Under the lock.</summary>
    /// <param name="returning">The lane that wants it; null where nobody does.</param>
    private bool IsTaken(out TaskCompletionSource? returning)
    {
        returning = null;
        if (_surplus > 0)
        {
            _surplus--;
            return true;
        }

        if (_returning.First is not { } first)
        {
            return false;
        }

        _returning.RemoveFirst();
        returning = first.Value;
        return true;
    }
}
