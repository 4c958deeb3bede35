namespace Arrea.Dataflow.Pipelines.Stages;

/// <summary>Lets items with equal keys through one at a time, in the order in which they took their turn.</summary>
internal sealed class KeyTurns
{
    private readonly Lock _gate = new();
    private readonly Dictionary<object, TaskCompletionSource> _last = [];

    /// <summary>Takes the next turn of a key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>What to wait for, and what to give to <see cref="End"/> when done.</returns>
    public (Task Before, TaskCompletionSource Turn) Take(object key)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            var before = _last.TryGetValue(key, out var last) ? last.Task : Task.CompletedTask;
            _last[key] = turn;
            return (before, turn);
        }
    }

    public void End(object key, TaskCompletionSource turn)
    {
        try
        {
            lock (_gate)
            {
                if (_last.TryGetValue(key, out var last) && last == turn)
                {
                    _last.Remove(key);
                }
            }
        }
        finally
        {
            // Also when comparing keys throws.
            turn.SetResult();
        }
    }
}
