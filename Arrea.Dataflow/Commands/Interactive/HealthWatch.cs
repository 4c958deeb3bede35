namespace Arrea.Dataflow.Commands.Interactive;

/// <summary>Asks a process whether it is well.</summary>
internal static class HealthWatch
{
    /// <summary>Asks once. What the probe throws, and an answer that does not come in time, mean no.</summary>
    public static async Task<bool> AskAsync(HealthProbe probe, InteractiveProcess process, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(probe.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            var answer = probe.Check(process, either.Token).AsTask();
            _ = answer.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            return await answer.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return false;
        }
    }

    /// <summary>Asks again and again, until the process has failed to be well too often in a row, or the token is cancelled.</summary>
    /// <returns>Whether it is to be ended.</returns>
    public static async Task<bool> IsUnwellAsync(HealthProbe probe, TimeProvider time, Func<CancellationToken, Task<bool>> ask, CancellationToken cancellationToken)
    {
        try
        {
            for (var failures = 0; failures < probe.Failures;)
            {
                await Task.Delay(probe.Interval, time, cancellationToken).ConfigureAwait(false);
                failures = await ask(cancellationToken).ConfigureAwait(false) ? 0 : failures + 1;
            }

            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
