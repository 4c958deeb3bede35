using Arrea.Dataflow.Attempts;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Batches;

/// <summary>The number of the slot that an attempt runs in, for a command that holds it.</summary>
internal sealed partial class Lane
{
    // 0 for none.
    private int _number;

    /// <summary>Puts the number of a free slot into the command at hand, and judges what is then to run.</summary>
    /// <returns>Whether its attempt may begin.</returns>
    private async ValueTask<bool> NumberAsync()
    {
        _number = _rules.SlotNumbers.Take();
        _claim.Job = _claim.Job.InSlot(_number);
        if (_host.Commands.Refusal(_claim.Job, ShellOfJob()) is not { } error)
        {
            return true;
        }

        EndPass(OutcomeKind.Rejected);
        ReturnNumber();
        await EndAsync(new AttemptResult(_claim.Attempts == 0 ? OutcomeKind.Rejected : OutcomeKind.Failed, null, error)).ConfigureAwait(false);
        return false;
    }

    private void ReturnNumber()
    {
        if (_number > 0)
        {
            _rules.SlotNumbers.Return(_number);
            _number = 0;
        }
    }
}
