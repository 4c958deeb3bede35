namespace Arrea.Dataflow.Scheduling;

/// <summary>The slots in which work runs: never more than <see cref="Count"/> taken, shared fairly between those who want them.</summary>
/// <remarks>
/// A free slot goes to the share that holds the fewest, among equals to the one that has waited longest. Who works
/// through a long list asks <see cref="SlotShare.ShouldYield"/> between two jobs and gives its slot up when others lack one.
/// Work started inside a job may also borrow that job's slot (<see cref="SlotLoan"/>).
/// The number of slots may change. Where it shrinks, slots that are taken stay so, and are not given out again when they
/// come back, until there are no more than the number.
/// </remarks>
/// <param name="count">How many slots there are: 1 or more.</param>
internal sealed class WorkerSlots(int count)
{
    private readonly Lock _gate = new();

    // Those who wait. Held may only change while a share is not in the set, as the order depends on it.
    private readonly SortedSet<SlotShare> _waiting = new(Comparer<SlotShare>.Create(ByNeed));

    // Less than zero while more are taken than there are.
    private int _free = count;
    private volatile int _count = count;
    private long _turns;
    private volatile bool _contended;
    private volatile bool _overdrawn;

    public int Count => _count;

    public int Used
    {
        get
        {
            lock (_gate)
            {
                return _count - _free;
            }
        }
    }

    internal bool Contended => _contended;

    internal bool Overdrawn => _overdrawn;

    /// <summary>Changes how many slots there are. Who waits gets the new ones at once.</summary>
    /// <param name="wanted">Gives the number, 1 or more. Asked under the lock, so that the last of several changes counts; must be short.</param>
    public void Resize(Func<int> wanted)
    {
        var granted = new List<SlotShare>();
        lock (_gate)
        {
            var count = wanted();
            _free += count - _count;
            _count = count;
            while (_free > 0 && _waiting.Min is { } next)
            {
                _free--;
                Grant(next, static next => next.Held++);
                granted.Add(next);
            }

            _overdrawn = _free < 0;
        }

        granted.ForEach(static share => share.OnGranted());
    }

    internal void Request(SlotShare share)
    {
        lock (_gate)
        {
            if (share.Parent is { IsClosed: false, Borrower: null } loan)
            {
                Reposition(share, share => Lend(loan, share));
            }
            else if (_free > 0)
            {
                _free--;
                share.Held++;
            }
            else
            {
                share.Wanted++;
                Wait(share);
                return;
            }
        }

        share.OnGranted();
    }

    internal int Withdraw(SlotShare share)
    {
        lock (_gate)
        {
            var withdrawn = share.Wanted;
            share.Wanted = 0;
            StopWaiting(share);
            return withdrawn;
        }
    }

    internal bool TryWithdrawOne(SlotShare share)
    {
        lock (_gate)
        {
            if (share.Wanted == 0)
            {
                return false;
            }

            share.Wanted--;
            if (share.Wanted == 0)
            {
                StopWaiting(share);
            }

            return true;
        }
    }

    internal void Release(SlotShare share)
    {
        SlotShare? next;
        lock (_gate)
        {
            Reposition(share, static share => share.Held--);

            // The borrowed slot goes back last: it serves few others, and keeps nested work alive meanwhile.
            next = share.HasLoan && share.Held == 0 ? ReturnLoan(share) : GrantFree();
        }

        next?.OnGranted();
    }

    internal bool Settle(SlotLoan loan)
    {
        lock (_gate)
        {
            var lender = loan.Lender!;
            loan.Close();
            if (loan.Borrower is not { } borrower)
            {
                return true;
            }

            borrower.HasLoan = false;
            loan.Borrower = null;
            Reposition(lender, static lender => lender.Held--);
            return false;
        }
    }

    internal bool ShouldYield(SlotShare share)
    {
        lock (_gate)
        {
            // One slot of difference between two that both have some is fair; giving it up would only pass it to and fro.
            return _waiting.Min is { } poorest && poorest != share && (poorest.Held == 0 || poorest.Held + 1 < share.Held);
        }
    }

    internal bool MustReturn(SlotShare share)
    {
        lock (_gate)
        {
            // A slot that is only borrowed would go back to the job that lent it, and nothing would be won.
            return _free < 0 && !(share.HasLoan && share.Held == 1);
        }
    }

    private static int ByNeed(SlotShare a, SlotShare b)
        => a.Held != b.Held ? a.Held.CompareTo(b.Held) : a.Turn.CompareTo(b.Turn);

    private static void Lend(SlotLoan loan, SlotShare share)
    {
        loan.Borrower = share;
        share.HasLoan = true;
        share.Held++;
    }

    private SlotShare? GrantFree()
    {
        if (_free < 0 || _waiting.Min is not { } next)
        {
            _free++;
            _overdrawn = _free < 0;
            return null;
        }

        Grant(next, static next => next.Held++);
        return next;
    }

    private SlotShare? ReturnLoan(SlotShare share)
    {
        var loan = share.Parent!;
        share.HasLoan = false;
        loan.Borrower = null;
        if (loan.IsClosed || loan.Waiting.Count == 0)
        {
            return null;
        }

        loan.Waiting.Sort(ByNeed);
        var next = loan.Waiting[0];
        Grant(next, next => Lend(loan, next));
        return next;
    }

    private void Grant(SlotShare share, Action<SlotShare> take)
    {
        StopWaiting(share);
        take(share);
        share.Wanted--;
        if (share.Wanted > 0)
        {
            Wait(share);
        }
    }

    private void Reposition(SlotShare share, Action<SlotShare> change)
    {
        var waits = _waiting.Remove(share);
        change(share);
        if (waits)
        {
            _waiting.Add(share);
        }
    }

    private void Wait(SlotShare share)
    {
        if (_waiting.Contains(share))
        {
            return;
        }

        share.Turn = ++_turns;
        _waiting.Add(share);
        share.Parent?.Waiting.Add(share);
        _contended = true;
    }

    private void StopWaiting(SlotShare share)
    {
        _waiting.Remove(share);
        share.Parent?.Waiting.Remove(share);
        _contended = _waiting.Count > 0;
    }
}
