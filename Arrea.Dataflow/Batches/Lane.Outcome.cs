using Arrea.Dataflow.Attempts;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Policies;

namespace Arrea.Dataflow.Batches;

/// <summary>What follows an attempt: another one after a wait, or the job's one outcome.</summary>
internal sealed partial class Lane
{
    /// <summary>Retries the job at hand, or ends it, as its policy says of the attempt.</summary>
    /// <param name="attempt">What the attempt came to.</param>
    /// <param name="reason">Why it had been told to end, if it had.</param>
    private async ValueTask SettleAsync(AttemptResult attempt, StopReason reason)
    {
        EndPass(attempt.Outcome, attempt.Error?.Exception, attempt.Payload);
        ReturnNumber();
        EndAttemptTrace(attempt);
        if (_reports is { } reports)
        {
            await reports.CloseAsync().ConfigureAwait(false);
        }

        if (attempt is { Warning: { } warning, Outcome: OutcomeKind.Succeeded } && _claim.Job.Command is not null)
        {
            await _ledger.WarnAsync(_claim, warning).ConfigureAwait(false);
        }

        var mayRetry = attempt.Outcome is OutcomeKind.Failed or OutcomeKind.TimedOut && reason is StopReason.None or StopReason.AttemptTimeout;
        if (attempt.Error is { Code: JobErrorCodes.StartFailed } && _claim.Attempts == 1)
        {
            // What cannot even be started will not be better for a wait.
            Counters.FailedToStart();
            mayRetry = false;

            // The policy is asked all the same: a worker with more tasks goes on by what it says.
            _ = RetryDelay(attempt);
        }

        if (mayRetry && _mesh.StopReason == StopReason.None && RetryDelay(attempt) is { } delay)
        {
            if (!LeavesTime(delay))
            {
                attempt = BatchRules.NoTimeToRetry(_claim.Job, attempt);
            }
            else if (_rules.TryTakeRetry(_rules.PolicyOf(_claim.Job)))
            {
                Counters.Retried();
                await _ledger.RetryAsync(_claim, delay, attempt.Error!).ConfigureAwait(false);
                var claim = _claim;
                if (_rules.ProtectionOf(claim.Job) is not null)
                {
                    (claim.Extras ??= new()).Last = attempt;
                }

                _mesh.Retry(claim, delay);
                _claim = default;
                LetGo();
                return;
            }
        }

        await EndAsync(attempt).ConfigureAwait(false);
    }

    private TimeSpan? RetryDelay(in AttemptResult attempt)
    {
        var policy = _rules.PolicyOf(_claim.Job);
        if (!policy.MayRetry(attempt.Outcome == OutcomeKind.TimedOut, _claim.Attempts - 1))
        {
            return null;
        }

        var wait = policy.WaitAfter(_rules.Describe(_claim, attempt), _host.Random, out var decided);
        _decided = decided;
        return wait;
    }

    private bool LeavesTime(TimeSpan delay)
        => _claim.Job.Deadline is not { } deadline
            || deadline == Timeout.InfiniteTimeSpan
            || _host.Time.GetElapsedTime(BatchRules.SinceOf(_claim)) + delay < deadline;

    private ValueTask EndAsync(in AttemptResult attempt)
    {
        // The clock, which may be the user's and throw, is read while the job is still at hand.
        _now = _host.Time.GetTimestamp();
        var claim = _claim;
        var duration = claim.Attempts == 0 ? TimeSpan.Zero : _host.Time.GetElapsedTime(claim.FirstStart, _now);
        _claim = default;
        _context = null;
        LearnMedian(attempt);
        LeaveJob(claim, attempt);
        var ended = _ledger.EndAsync(claim, attempt, duration, Counters);
        if (_rules.Options.FailFast && attempt.Outcome is OutcomeKind.Failed or OutcomeKind.TimedOut or OutcomeKind.Rejected)
        {
            _mesh.Stop(StopReason.FailFast);
        }

        return ended;
    }

    /// <summary>Ends the job at hand after an error that nobody foresaw, so that it has its outcome all the same.</summary>
    public async Task RecoverAsync(Exception error)
    {
        _state.TryEnd(out _);
        _isWaiting = false;
        EndPass(OutcomeKind.Failed, error);
        ReturnNumber();
        _cancellation = new CancellationTokenSource();
        _reports = null;
        if (_claim.IsEmpty)
        {
            return;
        }

        var claim = _claim;
        var attempt = BatchRules.Unforeseen(error);
        _claim = default;
        EndAttemptTrace(attempt);
        LeaveJob(claim, attempt);
        await _ledger.EndAsync(claim, attempt, TimeSpan.Zero, Counters).ConfigureAwait(false);
        if (_rules.Options.FailFast)
        {
            _mesh.Stop(StopReason.FailFast);
        }
    }
}
