using Arrea.Dataflow.Events;

namespace Arrea.Benchmarks.Sections;

/// <summary>Counts the events it gets, and those that it is told it has lost.</summary>
internal sealed class CountingObserver : IObserver<LeaderEvent>
{
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long Seen { get; private set; }

    public Task Completed => _completed.Task;

    public void OnNext(LeaderEvent value) => Seen += value is EventsDropped dropped ? dropped.Count : 1;

    public void OnError(Exception error) => _completed.TrySetException(error);

    public void OnCompleted() => _completed.TrySetResult();
}
