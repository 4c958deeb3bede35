using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Protection;

namespace Arrea.Dataflow.Batches;

/// <summary>What an attempt has to pass before it runs, and gives back when it is over.</summary>
internal sealed partial class Lane
{
    private AttemptPass _pass;

    // Whether the lane is waiting for room, for a gate or for a permit.
    private volatile bool _isWaiting;

    // Whether the lane has just taken a slot again, for the job at hand.
    private bool _tookSlot;

    /// <summary>Passes the protection of the job at hand if that takes no time.</summary>
    private bool TryPass() => _rules.ProtectionOf(_claim.Job) is not { } protection || protection.TryEnter(out _pass);

    /// <summary>Passes the protection of the job at hand, or ends the job.</summary>
    /// <returns>Whether its attempt may begin.</returns>
    private async ValueTask<bool> PassAsync(AttemptProtection protection)
    {
        if (protection.TryEnter(out _pass))
        {
            return true;
        }

        RenewCancellation();
        var entry = protection.EnterAsync(_cancellation.Token);
        if (entry.IsCompleted)
        {
            _pass = await entry.ConfigureAwait(false);
        }
        else
        {
            try
            {
                // What it waits for may be long in coming; others must not lack its slot meanwhile.
                BeginWait();
                _mesh.GiveUpSlot(this);
            }
            catch
            {
                // A clock of the user's threw, and nobody would take what is granted.
                await _cancellation.CancelAsync().ConfigureAwait(false);
                _pass = await entry.ConfigureAwait(false);
                throw;
            }

            _pass = await entry.ConfigureAwait(false);
            _tookSlot = _pass.IsGranted && await _mesh.TakeSlotAsync(_cancellation.Token).ConfigureAwait(false);
            if (_tookSlot)
            {
                Slot.Take();
                Slot.Renew();
            }

            if (EndWait() is var reason and not StopReason.None)
            {
                EndPass(OutcomeKind.Cancelled);
                _pass = default;
                _tookSlot = false;
                await EndAsync(reason == StopReason.JobDeadline ? _rules.Judge(_claim, null, null, reason, null) : _rules.Ended(reason)).ConfigureAwait(false);
                return false;
            }
        }

        if (_pass.Refusal is { } refusal)
        {
            _pass = default;
            await EndAsync(BatchRules.Refused(refusal, _claim)).ConfigureAwait(false);
            return false;
        }

        return true;
    }

    /// <summary>A wait is ended as an attempt is, but by the job's deadline alone, not by the attempt's timeout.</summary>
    private void BeginWait()
    {
        _isWaiting = true;
        Volatile.Write(ref _state.Due, long.MaxValue);
        _state.Begin();
        if (_claim.Attempts == 0)
        {
            (_claim.Extras ??= new()).WaitingSince = _host.Time.GetTimestamp();
        }

        _state.DueReason = StopReason.JobDeadline;
        Watch(_rules.DeadlineOf(_claim));
    }

    private StopReason EndWait()
    {
        // Nobody takes a wait away from its lane, so the end is always the lane's own.
        TryEnd(out var reason);
        _isWaiting = false;
        return reason;
    }

    /// <summary>Gives back what the attempt has passed, once.</summary>
    /// <param name="outcome">What the attempt came to.</param>
    /// <param name="error">What it threw.</param>
    /// <param name="payload">What it gave: one that itself tells of a failure counts as one.</param>
    private void EndPass(OutcomeKind outcome, Exception? error = null, object? payload = null)
    {
        if (_pass.IsGranted)
        {
            var pass = _pass;
            _pass = default;
            pass.End(outcome, error, payload);
        }
    }
}
