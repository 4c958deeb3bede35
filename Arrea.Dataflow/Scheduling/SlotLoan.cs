namespace Arrea.Dataflow.Scheduling;

/// <summary>
/// The slot of a running job, lent to work that the job starts and waits for: so nested work always finds one slot,
/// and nesting cannot deadlock. One borrower at a time.
/// </summary>
internal sealed class SlotLoan
{
    private static readonly AsyncLocal<SlotLoan?> Ambient = new();

    // The slot of the job around the one around, perhaps of another engine.
    private SlotLoan? _outer;
    private volatile SlotShare? _borrower;

    private SlotLoan(SlotShare lender, SlotLoan? outer)
    {
        Lender = lender;
        _outer = outer;
    }

    /// <summary>The share whose slot it is; null once the loan is closed, so that a context that outlives it keeps nothing alive.</summary>
    public SlotShare? Lender { get; private set; }

    /// <summary>Who has the slot now; null when the job itself does. Written under the lock of <see cref="WorkerSlots"/>.</summary>
    internal SlotShare? Borrower
    {
        get => _borrower;
        set => _borrower = value;
    }

    /// <summary>Whether the job is over and nothing can be borrowed any more.</summary>
    internal bool IsClosed => Lender is null;

    /// <summary>Shares that wait for this slot among others. Guarded by the same lock.</summary>
    internal List<SlotShare> Waiting { get; } = [];

    /// <summary>Offers a slot to whatever the caller's execution context reaches from here on.</summary>
    public static SlotLoan Offer(SlotShare lender)
    {
        var outer = NearestOpen(Ambient.Value);
        for (var loan = outer; loan is not null; loan = loan._outer)
        {
            // A chain of jobs that each start the next must not keep all of them.
            loan._outer = NearestOpen(loan._outer);
        }

        return Ambient.Value = new SlotLoan(lender, outer);
    }

    /// <summary>The slot of the innermost job around the caller that is one of these; null outside of any.</summary>
    public static SlotLoan? Find(WorkerSlots slots)
    {
        var loan = Ambient.Value;
        while (loan is not null && loan.Lender?.Slots != slots)
        {
            loan = loan._outer;
        }

        return loan;
    }

    /// <summary>Ends the loan. Guarded by the same lock.</summary>
    internal void Close() => Lender = null;

    // A lane offers its slot again after each loan; what it offered before is closed, and must not make a chain.
    private static SlotLoan? NearestOpen(SlotLoan? loan)
    {
        while (loan is { IsClosed: true })
        {
            loan = loan._outer;
        }

        return loan;
    }
}
