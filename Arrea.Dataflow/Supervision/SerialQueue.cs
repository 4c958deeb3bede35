namespace Arrea.Dataflow.Supervision;

/// <summary>Runs steps one after another, in the order in which they were given, none of them on its caller's thread.</summary>
internal sealed class SerialQueue
{
    private readonly Lock _gate = new();
    private Task _last = Task.CompletedTask;

    /// <summary>Adds a step. What it throws comes out of the task, and does not concern the next one.</summary>
    public Task RunAsync(Func<Task> step)
    {
        lock (_gate)
        {
            return _last = RunAfterAsync(_last, step);
        }
    }

    private static async Task RunAfterAsync(Task before, Func<Task> step)
    {
        // The yield comes first, so that no step begins under the lock.
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.SuppressThrowing);
        await step().ConfigureAwait(false);
    }
}
