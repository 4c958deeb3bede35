using System.Threading.Channels;
using Arrea.Dataflow.Councils.Events;

namespace Arrea.Dataflow.Councils.Recording;

/// <summary>Hosts a recorder for one run: subscribed before the run exists, told in order, finalised once.</summary>
internal sealed class RecorderHost : IObserver<CouncilEvent>
{
    private readonly IRunRecorder _recorder;
    private readonly Action<Exception> _failed;
    private readonly Channel<CouncilEvent> _queue = Channel.CreateUnbounded<CouncilEvent>(new() { SingleReader = true });

    private RecorderHost(IRunRecorder recorder, Action<Exception> failed)
    {
        _recorder = recorder;
        _failed = failed;
    }

    /// <summary>Done when the recorder has been finalised, or has refused. Does not fail.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Starts a recorder. The run does not wait for it.</summary>
    public static RecorderHost Start(IRunRecorder recorder, string runId, string council, Action<Exception> failed)
    {
        var host = new RecorderHost(recorder, failed);
        host.Completion = Task.Run(() => host.RunAsync(runId, council));
        return host;
    }

    public void OnNext(CouncilEvent value) => _queue.Writer.TryWrite(value);

    public void OnCompleted() => _queue.Writer.TryComplete();

    public void OnError(Exception error) => _queue.Writer.TryComplete();

    private async Task RunAsync(string runId, string council)
    {
        if (!await TryAsync(() => _recorder.InitAsync(runId, council, CancellationToken.None)).ConfigureAwait(false))
        {
            _queue.Writer.TryComplete();
            return;
        }

        var outcome = RunOutcome.RunServerCrashed;
        var isFailing = false;
        await foreach (var told in _queue.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            outcome = told switch
            {
                RunCompleted => RunOutcome.Completed,
                RunFailed { Result.Status: CouncilStatus.Cancelled } => RunOutcome.Cancelled,
                RunFailed => RunOutcome.Failed,
                _ => outcome,
            };
            isFailing = isFailing || !await TryAsync(() => _recorder.HandleEventAsync(told, CancellationToken.None)).ConfigureAwait(false);
        }

        await TryAsync(() => _recorder.HandleFinalizeAsync(outcome, CancellationToken.None)).ConfigureAwait(false);
    }

    private async ValueTask<bool> TryAsync(Func<ValueTask> call)
    {
        try
        {
            await call().ConfigureAwait(false);
            return true;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            _failed(error);
            return false;
        }
    }
}
