using Arrea.Dataflow.Events;

namespace Arrea.Dataflow.Batches;

/// <summary>Tells the subscribers and the batch's recorder what happens. Callers make no event while <see cref="IsListening"/> is false.</summary>
/// <param name="events">The engine's events.</param>
/// <param name="recorder">The batch's recorder, when it has one.</param>
/// <param name="recorderFailed">Called once, when the recorder throws; it is not asked again.</param>
internal sealed class BatchReporter(EventHub events, IEventRecorder? recorder, Action<Exception> recorderFailed)
{
    private volatile IEventRecorder? _recorder = recorder;

    public bool HasRecorder => _recorder is not null;

    public bool IsListening => _recorder is not null || events.HasSubscribers;

    public ValueTask ReportAsync(LeaderEvent leaderEvent)
    {
        events.Publish(leaderEvent);
        return _recorder is { } recorder ? RecordAsync(recorder, leaderEvent) : default;
    }

    private async ValueTask RecordAsync(IEventRecorder recorder, LeaderEvent leaderEvent)
    {
        try
        {
            await recorder.RecordAsync(leaderEvent).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            if (Interlocked.Exchange(ref _recorder, null) is not null)
            {
                recorderFailed(error);
            }
        }
    }
}
