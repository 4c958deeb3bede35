namespace Arrea.Dataflow.Protection;

/// <summary>A <see cref="CircuitBreaker"/> refused a call; it was not made.</summary>
public sealed class CircuitOpenException : Exception
{
    /// <summary>Makes one without a breaker.</summary>
    public CircuitOpenException()
        : this("A circuit breaker is open.")
    {
    }

    /// <summary>Makes one without a breaker.</summary>
    /// <param name="message">What to say.</param>
    public CircuitOpenException(string message)
        : base(message) => Breaker = "";

    /// <summary>Makes one without a breaker.</summary>
    /// <param name="message">What to say.</param>
    /// <param name="innerException">What caused it.</param>
    public CircuitOpenException(string message, Exception innerException)
        : base(message, innerException) => Breaker = "";

    internal CircuitOpenException(string breaker, CircuitState state, TimeSpan retryAfter)
        : base(state == CircuitState.HalfOpen
            ? $"Circuit breaker '{breaker}' is half open, and another call is probing. Try again later."
            : $"Circuit breaker '{breaker}' is open. Try again in {retryAfter}.")
    {
        Breaker = breaker;
        RetryAfter = retryAfter;
    }

    /// <summary>Name of the breaker.</summary>
    public string Breaker { get; }

    /// <summary>The least time until a call may get through. Zero or more.</summary>
    public TimeSpan RetryAfter { get; }
}
