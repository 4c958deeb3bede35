using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Protection;

/// <content>Whole calls, with their results counted.</content>
public sealed partial class CircuitBreaker
{
    /// <summary>Makes a call and counts how it ends.</summary>
    /// <param name="call">The call. An exception is a failure, by <see cref="CircuitBreakerOptions.IsFailure"/>.</param>
    /// <param name="cancellationToken">Handed to the call. Once cancelled, an <see cref="OperationCanceledException"/> counts for nothing.</param>
    /// <returns>A task that ends as the call does.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="call"/> is null.</exception>
    /// <exception cref="CircuitOpenException">The call was refused and not made.</exception>
    public async ValueTask ExecuteAsync(Func<CancellationToken, ValueTask> call, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        var lease = Enter();
        try
        {
            await call(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Count(lease, error, cancellationToken);
            throw;
        }

        lease.Succeeded();
    }

    /// <summary>Makes a call that yields a value, and counts how it ends. A job's result, or a stage's outcome, that failed or timed out is a failure; any other value is a success.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="call">The call. An exception is a failure, by <see cref="CircuitBreakerOptions.IsFailure"/>.</param>
    /// <param name="cancellationToken">Handed to the call. Once cancelled, an <see cref="OperationCanceledException"/> counts for nothing.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="call"/> is null.</exception>
    /// <exception cref="CircuitOpenException">The call was refused and not made.</exception>
    public ValueTask<T> ExecuteAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken = default)
        => ExecuteAsync(call, static value => value is IOutcome { Kind: OutcomeKind.Failed or OutcomeKind.TimedOut }, cancellationToken);

    /// <summary>Makes a call that may report its failure as a value, and counts how it ends.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="call">The call. An exception is a failure, by <see cref="CircuitBreakerOptions.IsFailure"/>.</param>
    /// <param name="isFailure">Whether a value is a failure. When it throws, the answer is yes, and the exception reaches the caller.</param>
    /// <param name="cancellationToken">Handed to the call. Once cancelled, an <see cref="OperationCanceledException"/> counts for nothing.</param>
    /// <returns>The value, be it a failure or not.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="CircuitOpenException">The call was refused and not made.</exception>
    public async ValueTask<T> ExecuteAsync<T>(Func<CancellationToken, ValueTask<T>> call, Func<T, bool> isFailure, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(isFailure);
        var lease = Enter();
        T value;
        bool failed;
        try
        {
            value = await call(cancellationToken).ConfigureAwait(false);
            failed = isFailure(value);
        }
        catch (Exception error)
        {
            Count(lease, error, cancellationToken);
            throw;
        }

        if (failed)
        {
            lease.Failed();
        }
        else
        {
            lease.Succeeded();
        }

        return value;
    }

    private BreakerLease Enter()
        => TryEnter(out var lease) ? lease : throw new CircuitOpenException(Name, State, RetryAfter);

    private void Count(BreakerLease lease, Exception error, CancellationToken cancellationToken)
    {
        if ((error is OperationCanceledException && cancellationToken.IsCancellationRequested) || !IsFailure(error))
        {
            lease.Abandon();
        }
        else
        {
            lease.Failed();
        }
    }

    internal bool IsFailure(Exception error)
    {
        try
        {
            return _options.IsFailure?.Invoke(error) ?? true;
        }
        catch (Exception)
        {
            return true;
        }
    }
}
