namespace Arrea.Dataflow.Scheduling;

/// <summary>The slots that one batch or pipeline holds of the engine's, and those it waits for.</summary>
/// <param name="slots">The engine's slots.</param>
/// <param name="onGranted">Called once for each slot asked for, when it is there; perhaps before <see cref="Request"/> returns. Must be short and must not throw.</param>
/// <param name="parent">The slot of the job inside which the share was made, which it may borrow; null outside of any job.</param>
internal sealed class SlotShare(WorkerSlots slots, Action onGranted, SlotLoan? parent = null)
{
    /// <summary>Whether a slot ought to be given up between two jobs, because another share lacks one.</summary>
    public bool ShouldYield => slots.Contended && slots.ShouldYield(this);

    /// <summary>Whether a slot has to be given up between two jobs, because there are fewer now than are taken.</summary>
    public bool MustReturn => slots.Overdrawn && slots.MustReturn(this);

    public WorkerSlots Slots => slots;

    public SlotLoan? Parent => parent;

    /// <summary>Slots held, a borrowed one included. Guarded by the lock of <see cref="WorkerSlots"/>, as are the next three.</summary>
    internal int Held { get; set; }

    /// <summary>Whether one of the slots held is the parent's.</summary>
    internal bool HasLoan { get; set; }

    /// <summary>Slots asked for and not yet granted.</summary>
    internal int Wanted { get; set; }

    /// <summary>When the share began to wait.</summary>
    internal long Turn { get; set; }

    /// <summary>Asks for one slot more.</summary>
    public void Request() => slots.Request(this);

    /// <summary>Gives one slot back.</summary>
    public void Release() => slots.Release(this);

    /// <summary>Takes back one request that has not been granted.</summary>
    /// <returns>Whether there was one; if not, its slot is on its way.</returns>
    public bool TryWithdrawOne() => slots.TryWithdrawOne(this);

    /// <summary>Takes back every request that has not been granted.</summary>
    /// <returns>How many there were.</returns>
    public int Withdraw() => slots.Withdraw(this);

    /// <summary>Ends a loan, because its job is over. A slot that is still lent out passes to the borrower for good.</summary>
    /// <returns>Whether the lender still has its slot.</returns>
    public bool Settle(SlotLoan loan) => slots.Settle(loan);

    internal void OnGranted() => onGranted();
}
