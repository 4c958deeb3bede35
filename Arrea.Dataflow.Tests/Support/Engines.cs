using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Policies;

namespace Arrea.Dataflow.Tests.Support;

/// <summary>Engines and options that many tests share.</summary>
internal static class Engines
{
    /// <summary>Fails at the first error, and lets jobs run as long as they like.</summary>
    public static ErrorPolicy NoRetry { get; } = ErrorPolicy.Strict with { Timeout = Timeout.InfiniteTimeSpan };

    public static ArreaEngine Create(TimeProvider? time = null, int maxWorkers = 100)
        => ArreaEngine.Create(new ArreaEngineOptions { TimeProvider = time ?? TimeProvider.System, MaxWorkers = maxWorkers, RetryDelay = TimeSpan.Zero });

    public static BatchOptions Workers(int workers) => new() { Workers = workers, Policy = NoRetry, MaxCommands = int.MaxValue };

    /// <summary>Waits until the only job of a batch has been retried so many times, and the last of the retries waits for its time.</summary>
    public static Task RetryWaitsAsync(this ManualTimeProvider time, Batch batch, int retries)
        => Condition.HoldsAsync(
            () => batch.Counts.Retried == retries && !batch.RunningWorkers.Any() && time.HasTimerWithin(TimeSpan.FromSeconds(1)), $"retry {retries} waits");

    /// <summary>Moves a clock on, in small steps and without regard to what happens, until a task is done.</summary>
    public static async Task<T> DriveAsync<T>(this ManualTimeProvider time, Task<T> task, TimeSpan step)
    {
        while (!task.IsCompleted)
        {
            time.Advance(step);
            await Task.Yield();
        }

        return await task;
    }
}
