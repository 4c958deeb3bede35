namespace Arrea.Dataflow.Policies;

/// <summary>What a policy says of a failed attempt. Calls the user's delegates, and lets nothing out of them.</summary>
internal static class PolicyEvaluation
{
    /// <summary>Whether the failed attempt could lead to another one, before anything is built to ask with.</summary>
    public static bool MayRetry(this ErrorPolicy policy, bool timedOut, int retries)
        => (timedOut ? policy.OnTimeout : policy.OnError) switch
        {
            PolicyAction.Retry => retries < policy.MaxRetries,
            PolicyAction.Custom => true,
            _ => false,
        };

    public static PolicyDecision Decide(this ErrorPolicy policy, FailedAttempt attempt)
    {
        var retries = attempt.Attempt - 1;
        switch (attempt.TimedOut ? policy.OnTimeout : policy.OnError)
        {
            case PolicyAction.Custom:
                return Ask(policy, attempt, retries);
            case PolicyAction.Continue:
                return PolicyDecision.Continue;
            case PolicyAction.Retry when retries < policy.MaxRetries && Deserves(policy, attempt):
                return PolicyDecision.Retry;
            default:
                return PolicyDecision.Stop;
        }
    }

    /// <summary>What a policy decides about a failed attempt that could lead to another one, and the wait before that.</summary>
    /// <returns>The wait; null when there is no other attempt.</returns>
    public static TimeSpan? WaitAfter(this ErrorPolicy policy, FailedAttempt attempt, Func<double> random, out PolicyAction decided)
    {
        var decision = policy.Decide(attempt);
        decided = decision.Action;
        return decided == PolicyAction.Retry ? decision.Delay ?? policy.DelayBefore(attempt.Attempt, random) : null;
    }

    /// <summary>The wait before a retry.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="retry">Number of the retry, from 1.</param>
    /// <param name="random">Gives numbers from 0 up to 1.</param>
    public static TimeSpan DelayBefore(this ErrorPolicy policy, int retry, Func<double> random)
    {
        // In floating point the growth saturates at MaxDelay instead of overflowing.
        var delay = policy.Backoff switch
        {
            Backoff.Linear => policy.RetryDelay.Ticks * (double)retry,
            Backoff.Exponential => policy.RetryDelay.Ticks * Math.Pow(2, retry - 1),
            _ => policy.RetryDelay.Ticks,
        };
        delay = Math.Min(delay, policy.MaxDelay.Ticks);
        if (policy.Backoff == Backoff.Exponential)
        {
            delay *= 1 - (policy.Jitter * random());
        }

        return TimeSpan.FromTicks((long)delay);
    }

    private static bool Deserves(ErrorPolicy policy, FailedAttempt attempt)
    {
        try
        {
            return policy.RetryOn?.Invoke(attempt) ?? true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    private static PolicyDecision Ask(ErrorPolicy policy, FailedAttempt attempt, int retries)
    {
        try
        {
            return policy.Handler!(attempt.Error, retries, attempt);
        }
        catch (Exception)
        {
            return PolicyDecision.Stop;
        }
    }
}
