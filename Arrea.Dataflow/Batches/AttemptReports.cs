using Arrea.Dataflow.Jobs;

namespace Arrea.Dataflow.Batches;

/// <summary>Passes on what the delegate of one attempt reports, until the attempt is over.</summary>
/// <param name="ledger">Writes it down.</param>
/// <param name="claim">The job, as it was when the attempt began.</param>
internal sealed class AttemptReports(BatchLedger ledger, Claim claim) : IWorkerReports
{
    private readonly Lock _gate = new();
    private Task _written = Task.CompletedTask;
    private bool _closed;

    /// <summary>Takes no more.</summary>
    /// <returns>Done when what was taken is written down.</returns>
    public Task CloseAsync()
    {
        lock (_gate)
        {
            _closed = true;
            return _written;
        }
    }

    void IWorkerReports.Progress(WorkerContext context, double percent) => Report(() => ledger.ProgressAsync(claim, percent));

    void IWorkerReports.Warning(WorkerContext context, string message) => Report(() => ledger.WarnAsync(claim, message));

    private void Report(Func<ValueTask> report)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            // A recorder takes one event of a job after another, and the delegate's thread does not wait for it.
            if (ledger.HasRecorder)
            {
                _written = _written.ContinueWith(
                    _ => report().AsTask(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).Unwrap();
                return;
            }
        }

        _ = report().AsTask();
    }
}
