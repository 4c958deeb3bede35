using Arrea.Dataflow.Events;
using Arrea.Dataflow.Scheduling;
using Microsoft.Extensions.Logging;

namespace Arrea.Dataflow.Supervision;

/// <summary>What a supervisor has from its engine.</summary>
internal sealed class SupervisionHost
{
    private static readonly TimeSpan LongestBegin = TimeSpan.FromMilliseconds(500);

    public required TimeProvider Time { get; init; }

    public required EventHub Events { get; init; }

    public required ILogger Logger { get; init; }

    /// <summary>The most restarts within <see cref="RestartWindow"/>, as of now.</summary>
    public required Func<int> RestartLimit { get; init; }

    public required TimeSpan RestartWindow { get; init; }

    public required TimeSpan AbandonAfter { get; init; }

    /// <summary>Refuses further work and ends what runs. Called when the supervisor gives up.</summary>
    public required Func<EngineFailure, Task> EndWork { get; init; }

    /// <summary>Publishes an event, if anybody listens.</summary>
    public void Tell(LeaderEvent leaderEvent)
    {
        try
        {
            Events.Tell(() => leaderEvent);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The clock that dates events is the user's. That it fails must not keep parts from being restarted.
            Logger.EventNotTold(error);
        }
    }

    /// <summary>Waits, but not longer than a part may take to end.</summary>
    /// <returns>Whether what was waited for has happened.</returns>
    public Task<bool> WaitAsync(Task task) => WaitAsync(task, AbandonAfter);

    /// <summary>Waits for a part to come to its first wait, however short a time it may take to end.</summary>
    public Task WaitForBeginAsync(Task begun) => WaitAsync(begun, AbandonAfter < LongestBegin ? LongestBegin : AbandonAfter);

    private async Task<bool> WaitAsync(Task task, TimeSpan limit)
    {
        if (task.IsCompleted || limit == TimeSpan.Zero)
        {
            return task.IsCompleted;
        }

        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (StartTimer(over, limit).ConfigureAwait(false))
        {
            await Task.WhenAny(task, over.Task).ConfigureAwait(false);
        }

        return task.IsCompleted;
    }

    private ITimer StartTimer(TaskCompletionSource over, TimeSpan limit)
    {
        try
        {
            return StartTimer(Time, over, limit);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // The system's clock does not fail.
            Logger.ClockFailed(error);
            return StartTimer(TimeProvider.System, over, limit);
        }
    }

    private static ITimer StartTimer(TimeProvider time, TaskCompletionSource over, TimeSpan limit)
        => time.StartTimer(static over => ((TaskCompletionSource)over!).TrySetResult(), over, limit);
}
