using Arrea.Dataflow.Checks;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Protection;

/// <summary>What each attempt of a job or a stage has to pass before it runs: circuit breaker, then bulkhead, then gate, then rate limit. Immutable, and safe to share.</summary>
/// <remarks>
/// <para>
/// The order around an attempt is fixed: deadline, retry, circuit breaker, bulkhead, gate, rate limit, attempt timeout. So each retry
/// passes anew; a wait for room, at the gate or for a permit counts for the deadline and not for the attempt's timeout. Who waits counts among the
/// workers of its batch, or among those at work in its stage, but holds no slot of the engine. Whether there is a wait is said by
/// <see cref="BulkheadOptions.QueueLimit"/> and <see cref="RateLimiterOptions.QueueLimit"/>.
/// </para>
/// <list type="table">
/// <listheader><term>When</term><description>Then</description></listheader>
/// <item><term>The first attempt is refused</term><description>The job ends <see cref="OutcomeKind.Rejected"/> without having started; it is not retried. The code says by what: <see cref="JobErrorCodes.CircuitOpen"/>, <see cref="JobErrorCodes.BulkheadFull"/> or <see cref="JobErrorCodes.RateLimited"/>, or <see cref="JobErrorCodes.Exception"/> where one of them threw.</description></item>
/// <item><term>A retry is refused</term><description>The job ends with the outcome of its last attempt, whose message then also says what refused the retry.</description></item>
/// <item><term>The attempt succeeds</term><description>The breaker counts a success.</description></item>
/// <item><term>The attempt fails or times out</term><description>The breaker counts a failure, unless <see cref="CircuitBreakerOptions.IsFailure"/> says otherwise of its exception.</description></item>
/// <item><term>The attempt is cancelled or interrupted</term><description>The breaker counts nothing.</description></item>
/// <item><term>The delegate is left behind</term><description>Its room is given back with the job's outcome.</description></item>
/// </list>
/// </remarks>
public sealed record AttemptProtection
{
    /// <summary>Refuses attempts while it is open, and counts how they end. Null (default): none.</summary>
    public CircuitBreaker? CircuitBreaker { get; init; }

    /// <summary>Limits the attempts that run at once, over all jobs and stages that share it. Null (default): none.</summary>
    /// <remarks>A job must not wait for another that needs the same bulkhead: when there is no room for both, neither ends before its deadline.</remarks>
    public Bulkhead? Bulkhead { get; init; }

    /// <summary>What an attempt takes of the bulkhead. Range: 1 to 1,000,000, and not above its capacity. Default: 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int BulkheadWeight { get; init => field = Check.InRange(value, 1, 1_000_000); } = 1;

    /// <summary>
    /// Done when an attempt may begin: it may wait as long as it likes, for a machine that is less busy or a window in time. Asked
    /// once for each attempt; attempts are asked for at the same time. When it throws, the attempt is refused. Null (default): none.
    /// </summary>
    /// <remarks>Its token ends the wait; a gate that does not heed it is left behind.</remarks>
    public Func<CancellationToken, ValueTask>? Gate { get; init; }

    /// <summary>Limits how often attempts begin. Null (default): not at all.</summary>
    public RateLimiter? RateLimiter { get; init; }

    /// <summary>What an attempt takes of the rate limiter. Range: 1 to 1,000,000, and not above its burst. Default: 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int RatePermits { get; init => field = Check.InRange(value, 1, 1_000_000); } = 1;

    /// <summary>Checks the rules that span two values.</summary>
    internal AttemptProtection Validated()
    {
        if (Bulkhead is { } bulkhead && BulkheadWeight > bulkhead.Capacity)
        {
            throw new ArgumentException($"{nameof(BulkheadWeight)} ({BulkheadWeight}) is above the bulkhead's capacity ({bulkhead.Capacity}), so that no attempt could ever enter. Lower it.");
        }

        return RateLimiter is not { } limiter || RatePermits <= limiter.LargestCall
            ? this
            : throw new ArgumentException($"{nameof(RatePermits)} ({RatePermits}) is above the rate limiter's burst ({limiter.LargestCall}), so that no attempt could ever begin. Lower it.");
    }

    /// <summary>Passes everything that can be passed at once, or nothing. Allocates nothing.</summary>
    /// <returns>Whether the attempt may run. When not, <see cref="EnterAsync"/> waits, or says why.</returns>
    internal bool TryEnter(out AttemptPass pass)
    {
        pass = default;
        if (Gate is not null)
        {
            return false;
        }

        try
        {
            pass.IsGranted = (CircuitBreaker?.TryEnter(out pass.Call) ?? true)
                && (Bulkhead?.TryEnter(BulkheadWeight, out pass.Room) ?? true)
                && (RateLimiter?.TryAcquire(RatePermits).IsGranted ?? true);
        }
        catch (Exception)
        {
            // A clock of the user's threw. The other way in says so.
        }

        if (!pass.IsGranted)
        {
            pass.End(OutcomeKind.Rejected);
        }

        return pass.IsGranted;
    }

    /// <summary>Passes everything, or gives back what was passed so far. Never throws.</summary>
    /// <param name="cancellationToken">Ends a wait; the pass is not granted then, and nothing refused it.</param>
    internal async ValueTask<AttemptPass> EnterAsync(CancellationToken cancellationToken)
    {
        var pass = new AttemptPass();
        try
        {
            if (CircuitBreaker is { } breaker && !breaker.TryEnter(out pass.Call))
            {
                return AttemptPass.RefusedBy(new JobError(JobErrorCodes.CircuitOpen, $"Circuit breaker {breaker.Name} is {StateText(breaker.State)}. It may let an attempt through in {breaker.RetryAfter.TotalSeconds:0.###} s."));
            }

            if (Bulkhead is { } bulkhead)
            {
                pass.Room = await bulkhead.EnterAsync(BulkheadWeight, cancellationToken).ConfigureAwait(false);
                if (!pass.Room.IsHeld)
                {
                    pass.End(OutcomeKind.Rejected);
                    return AttemptPass.RefusedBy(new JobError(JobErrorCodes.BulkheadFull, $"The bulkhead is full: {bulkhead.Used} of {bulkhead.Capacity} are taken, and {bulkhead.Waiting} wait."));
                }
            }

            if (Gate is { } gate && gate(cancellationToken) is { IsCompletedSuccessfully: false } opening)
            {
                await opening.AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
            }

            if (RateLimiter is { } limiter
                && await limiter.AcquireAsync(RatePermits, cancellationToken).ConfigureAwait(false) is { IsGranted: false } refusal)
            {
                pass.End(OutcomeKind.Rejected);
                return AttemptPass.RefusedBy(new JobError(JobErrorCodes.RateLimited, $"The rate limit is reached, and its queue is full. Try again in {refusal.RetryAfter.TotalSeconds:0.###} s."));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            pass.End(OutcomeKind.Cancelled);
            return default;
        }
        catch (Exception error)
        {
            // The limiter has been disposed, or the gate or a clock of the user's threw.
            pass.End(OutcomeKind.Rejected);
            return AttemptPass.RefusedBy(new JobError(JobErrorCodes.Exception, $"The protection failed with {error.GetType().Name}: {ErrorText.Of(error)}", error));
        }

        pass.IsGranted = true;
        return pass;
    }

    private static string StateText(CircuitState state) => state == CircuitState.HalfOpen ? "half open, and another attempt probes" : "open";
}
