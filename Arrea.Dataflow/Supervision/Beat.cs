using Arrea.Dataflow.Scheduling;

namespace Arrea.Dataflow.Supervision;

/// <summary>A part that does something again and again, on the timer's own thread.</summary>
internal static class Beat
{
    /// <summary>Makes the part. It has set its timer when it returns its task, and fails with what a beat throws.</summary>
    public static Func<CancellationToken, Task> Every(TimeSpan interval, TimeProvider time, Action beat)
        => token => RunAsync(interval, time, beat, token);

    private static async Task RunAsync(TimeSpan interval, TimeProvider time, Action beat, CancellationToken token)
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = token.UnsafeRegister(static end => ((TaskCompletionSource)end!).TrySetResult(), end);
        await using (time.StartTimer(OnTimer, null, interval, interval).ConfigureAwait(false))
        {
            await end.Task.ConfigureAwait(false);
        }

        // What left a timer's callback would end the process.
        void OnTimer(object? state)
        {
            try
            {
                beat();
            }
            catch (Exception error)
            {
                end.TrySetException(error);
            }
        }
    }
}
