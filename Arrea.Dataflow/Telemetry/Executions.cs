namespace Arrea.Dataflow.Telemetry;

/// <summary>Counts the executions under way, so that the last one is told of before the engine's own end is.</summary>
internal sealed class Executions
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _none;
    private int _count;

    /// <summary>One begins. It ends with the disposal of what this returns.</summary>
    public Execution Begin()
    {
        lock (_gate)
        {
            _count++;
        }

        return new Execution(this);
    }

    /// <summary>Waits until none is under way.</summary>
    public Task NoneAsync()
    {
        lock (_gate)
        {
            if (_count == 0)
            {
                return Task.CompletedTask;
            }

            _none ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _none.Task;
        }
    }

    private void End()
    {
        lock (_gate)
        {
            if (--_count == 0)
            {
                _none?.TrySetResult();
            }
        }
    }

    /// <summary>An execution under way.</summary>
    /// <param name="all">All of them.</param>
    internal readonly struct Execution(Executions all) : IDisposable
    {
        public void Dispose() => all.End();
    }
}
