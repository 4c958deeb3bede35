namespace Arrea.Dataflow.Protection;

/// <summary>A <see cref="CircuitBreaker"/> changed its state.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>Transition</term><description>Why</description></listheader>
/// <item><term><see cref="CircuitState.Closed"/> to <see cref="CircuitState.Open"/></term><description>Too many failures, or <see cref="CircuitBreaker.Trip"/>.</description></item>
/// <item><term><see cref="CircuitState.Open"/> to <see cref="CircuitState.HalfOpen"/></term><description>The first call after <see cref="CircuitBreakerOptions.Timeout"/>.</description></item>
/// <item><term><see cref="CircuitState.HalfOpen"/> to <see cref="CircuitState.Open"/></term><description>A probe failed, or <see cref="CircuitBreaker.Trip"/>.</description></item>
/// <item><term><see cref="CircuitState.HalfOpen"/> to <see cref="CircuitState.Closed"/></term><description>Enough probes succeeded, or <see cref="CircuitBreaker.Reset"/>.</description></item>
/// <item><term><see cref="CircuitState.Open"/> to <see cref="CircuitState.Closed"/></term><description>Only <see cref="CircuitBreaker.Reset"/>.</description></item>
/// </list>
/// </remarks>
public sealed record CircuitTransition
{
    /// <summary>Name of the breaker.</summary>
    public required string Breaker { get; init; }

    /// <summary>The state before.</summary>
    public required CircuitState From { get; init; }

    /// <summary>The state now.</summary>
    public required CircuitState To { get; init; }

    /// <summary>The failures that opened it: in a row, in the window, or 1 for a failed probe. 0 for any other transition.</summary>
    public required int Failures { get; init; }
}
