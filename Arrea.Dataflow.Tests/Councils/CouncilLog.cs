using Arrea.Dataflow.Councils.Events;

namespace Arrea.Dataflow.Tests.Councils;

/// <summary>Keeps what a run tells.</summary>
internal sealed class CouncilLog : IObserver<CouncilEvent>
{
    private readonly List<CouncilEvent> _events = [];
    private readonly TaskCompletionSource _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Completed => _completed.Task;

    public IReadOnlyList<CouncilEvent> All
    {
        get
        {
            lock (_events)
            {
                return [.. _events];
            }
        }
    }

    /// <summary>The events in a line: kinds, with the round's place and the member where there are any.</summary>
    public string Text => string.Join(' ', All.Select(static told => told switch
    {
        MemberEvent member => $"{told.GetType().Name}({member.RoundIndex},{member.Member})",
        RoundEvent round => $"{told.GetType().Name}({round.RoundIndex})",
        _ => told.GetType().Name,
    }));

    public void OnNext(CouncilEvent value)
    {
        lock (_events)
        {
            _events.Add(value);
        }
    }

    public void OnError(Exception error) => _completed.SetException(error);

    public void OnCompleted() => _completed.SetResult();
}
