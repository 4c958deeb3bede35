namespace Arrea.Dataflow.Tests.Pipelines;

/// <summary>Writes down what it is told.</summary>
internal sealed class Recorder<T>(List<T> seen) : IObserver<T>
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends as the observable does.</summary>
    public Task Ended => _ended.Task;

    public void OnNext(T value) => seen.Add(value);

    public void OnCompleted() => _ended.SetResult();

    public void OnError(Exception error) => _ended.SetException(error);
}
