namespace Arrea.Dataflow.Protection;

/// <summary>A call that a <see cref="CircuitBreaker"/> has let through. Say once how it ended, by one of its methods.</summary>
/// <remarks>
/// A result counts only while the breaker is in the state, and in the same stretch of that state, in which the call began:
/// what comes later is ignored. The second result of a probe is ignored too; that of an ordinary call would count twice.
/// The default value belongs to no breaker, and its methods do nothing.
/// </remarks>
public readonly record struct BreakerLease
{
    private readonly CircuitBreaker? _breaker;
    private readonly long _generation;

    internal BreakerLease(CircuitBreaker breaker, long generation)
    {
        _breaker = breaker;
        _generation = generation;
    }

    /// <summary>The call did what it should.</summary>
    public void Succeeded() => _breaker?.OnSucceeded(_generation);

    /// <summary>The call failed.</summary>
    public void Failed() => _breaker?.OnFailed(_generation);

    /// <summary>The call failed; an exception counts as <see cref="CircuitBreakerOptions.IsFailure"/> says.</summary>
    internal void Failed(Exception? error)
    {
        if (error is null || _breaker?.IsFailure(error) != false)
        {
            Failed();
        }
        else
        {
            Abandon();
        }
    }

    /// <summary>The call ended without telling anything, such as by cancellation. It counts for nothing; the next call may probe in its place.</summary>
    public void Abandon() => _breaker?.OnAbandoned(_generation);
}
