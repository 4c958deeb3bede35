namespace Arrea.Dataflow.Supervision;

/// <summary>One run of a part, from a start to an end. A restart is another one.</summary>
/// <param name="run">What the part does.</param>
/// <param name="ended">Called once when it has ended, on the thread that it ended on.</param>
internal sealed class PartLife(Func<CancellationToken, Task> run, Action<PartLife> ended) : IThreadPoolWorkItem
{
    private readonly CancellationTokenSource _cancel = new();
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when the part has come to its first wait, or to its end.</summary>
    public Task Begun => _begun.Task;

    /// <summary>Done when the part has ended. Never fails.</summary>
    public Task Ended => _ended.Task;

    /// <summary>What it threw; null for an end without an exception, and for the cancellation that it was told to end by. Valid once it has ended.</summary>
    public Exception? Error { get; private set; }

    /// <summary>Whether it returned without having been told to. Valid once it has ended.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Starts it on the thread pool, without the caller's context.</summary>
    public void Start() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    /// <summary>Starts it on this thread.</summary>
    public void Execute() => _ = RunAsync();

    /// <summary>Tells it to end. What it registered with its token runs on the thread pool, and what that throws is nobody's.</summary>
    public void Cancel() => _ = _cancel.CancelAsync().ContinueWith(static task => task.Exception, TaskScheduler.Default);

    private async Task RunAsync()
    {
        try
        {
            var running = run(_cancel.Token) ?? throw new InvalidOperationException("The delegate of the part returned null instead of a task.");
            _begun.TrySetResult();
            await running.ConfigureAwait(false);
            IsDone = !_cancel.IsCancellationRequested;
        }
        catch (OperationCanceledException) when (_cancel.IsCancellationRequested)
        {
            // It ended as it was told to.
        }
        catch (Exception error)
        {
            Error = error;
        }

        _begun.TrySetResult();
        _ended.TrySetResult();
        ended(this);
    }
}
