using Arrea.Dataflow.Scheduling;

namespace Arrea.Dataflow.Batches;

/// <summary>The engine's slot that a lane works in, and its loan to the work that the lane's jobs start.</summary>
/// <param name="share">The batch's share of the slots.</param>
/// <param name="host">What the engine's batches share.</param>
internal sealed class LaneSlot(SlotShare share, BatchHost host)
{
    // After so many jobs or so much time a lane looks whether others lack a slot.
    private const int JobsBetweenLooks = 64;
    private static readonly TimeSpan TimeBetweenLooks = TimeSpan.FromMilliseconds(5);

    private readonly long _lookInterval = host.ToTimestamp(TimeBetweenLooks);
    private SlotLoan? _loan;
    private int _jobsSinceLook;
    private long _nextLook;
    private bool _renews;

    /// <summary>Whether the lane has a slot. Only one that ends what is left of a stopped batch works without.</summary>
    public bool IsHeld { get; private set; }

    public void Take() => IsHeld = true;

    /// <summary>Takes the slot away from the lane.</summary>
    /// <returns>Whether it had one; not so when work that its jobs started still runs in it.</returns>
    public bool Lose()
    {
        var held = EndLoan();
        IsHeld = false;
        return held;
    }

    /// <summary>The lane begins to take jobs: what they start may borrow the slot while they wait for it.</summary>
    public void Begin(long now)
    {
        _nextLook = now + _lookInterval;
        Lend();
    }

    /// <summary>The loan has been in the hands of a job that ran on; the next job offers another.</summary>
    public void Renew() => _renews = true;

    /// <summary>Whether the slot is gone, or others lack one, so that the lane has to queue for it again. Asked between two jobs.</summary>
    public bool MustYield(long now)
    {
        if (_renews || _loan is { Borrower: not null })
        {
            Lend();
        }

        if (!IsHeld || share.MustReturn)
        {
            return true;
        }

        if (++_jobsSinceLook < JobsBetweenLooks && now < _nextLook)
        {
            return false;
        }

        _jobsSinceLook = 0;
        _nextLook = now + _lookInterval;
        return share.ShouldYield;
    }

    private void Lend()
    {
        _renews = false;
        if (EndLoan())
        {
            _loan = SlotLoan.Offer(share);
        }
    }

    /// <summary>Ends the loan. Where the slot is still lent out, the borrower keeps it.</summary>
    /// <returns>Whether the lane holds the slot.</returns>
    private bool EndLoan()
    {
        if (_loan is { } loan)
        {
            _loan = null;
            IsHeld = share.Settle(loan);
        }

        return IsHeld;
    }
}
