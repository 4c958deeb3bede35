using Arrea.Dataflow.Scheduling;

namespace Arrea.Dataflow.Messaging;

/// <summary>Somebody waits for an answer: until it comes, the time is over, or the worker ends. The first of these counts.</summary>
internal sealed class PendingRequest
{
    private readonly TaskCompletionSource<object?> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool TryAnswer(object? value) => _answer.TrySetResult(value);

    public void Fail(Exception error) => _answer.TrySetException(error);

    /// <summary>Waits for the answer.</summary>
    /// <param name="workerId">Who is asked.</param>
    /// <param name="timeout">How long; infinite for as long as it takes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<object?> WaitAsync(string workerId, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        // Whoever ends the wait decides on the answer's fate in the same step, so Answer never promises what nobody hears.
        using var registration = cancellationToken.UnsafeRegister((_, token) => _answer.TrySetCanceled(token), null);
        using var timer = timeout == Timeout.InfiniteTimeSpan ? null : StartTimer(workerId, timeout, time);
        return await _answer.Task.ConfigureAwait(false);
    }

    private ITimer StartTimer(string workerId, TimeSpan timeout, TimeProvider time)
        => time.StartTimer(_ => Fail(new TimeoutException($"Worker '{workerId}' did not answer within {timeout.TotalSeconds:0.###} s.")), null, timeout);
}
