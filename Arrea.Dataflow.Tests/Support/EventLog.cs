using Arrea.Dataflow.Events;

namespace Arrea.Dataflow.Tests.Support;

/// <summary>Keeps every event, as a recorder or as an observer.</summary>
internal sealed class EventLog : IEventRecorder, IObserver<LeaderEvent>
{
    private readonly List<LeaderEvent> _events = [];
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Completed => _completed.Task;

    public IReadOnlyList<LeaderEvent> All
    {
        get
        {
            lock (_events)
            {
                return [.. _events];
            }
        }
    }

    public IEnumerable<JobEvent> OfJob(int index) => All.OfType<JobEvent>().Where(job => job.Index == index);

    public string KindsOfJob(int index) => string.Join(' ', OfJob(index).Select(static job => job.GetType().Name));

    public ValueTask RecordAsync(LeaderEvent leaderEvent)
    {
        OnNext(leaderEvent);
        return default;
    }

    public void OnNext(LeaderEvent value)
    {
        lock (_events)
        {
            _events.Add(value);
        }
    }

    public void OnError(Exception error) => _completed.SetException(error);

    public void OnCompleted() => _completed.SetResult();
}
