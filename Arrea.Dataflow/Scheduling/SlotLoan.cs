namespace Arrea.Dataflow.Scheduling;

/// <summary>
/// The slot of a running job, lent to work that the job starts and waits for: so nested work always finds one slot,
/// and nesting cannot deadlock. One borrower at a time.
/// </summary>
/// <param name="lender">The share whose slot it is.</param>
internal sealed class SlotLoan(SlotShare lender)
{
    private static readonly AsyncLocal<SlotLoan?> Ambient = new();

    private volatile SlotShare? _borrower;

    /// <summary>The slot of the job that the caller runs in; null outside of any job.</summary>
    public static SlotLoan? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    public SlotShare Lender => lender;

    /// <summary>Who has the slot now; null when the job itself does. Written under the lock of <see cref="WorkerSlots"/>.</summary>
    internal SlotShare? Borrower
    {
        get => _borrower;
        set => _borrower = value;
    }

    /// <summary>Whether the job is over and nothing can be borrowed any more. Guarded by the same lock.</summary>
    internal bool IsClosed { get; set; }

    /// <summary>Shares that wait for this slot among others. Guarded by the same lock.</summary>
    internal List<SlotShare> Waiting { get; } = [];
}
