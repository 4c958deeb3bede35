using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Messaging;

namespace Arrea.Dataflow.Batches;

/// <summary>Passes on what the delegate of one attempt reports, until the attempt is over.</summary>
/// <param name="ledger">Writes it down.</param>
/// <param name="claim">The job, as it was when the attempt began.</param>
/// <param name="mail">The attempt's view of the worker's mailbox.</param>
internal sealed class AttemptReports(BatchLedger ledger, Claim claim, MailReader mail) : IWorkerReports
{
    private readonly Lock _gate = new();
    private Task _written = Task.CompletedTask;
    private double _percent;
    private bool _closed;
    private int _underWay;
    private TaskCompletionSource? _quiet;

    /// <summary>How far the attempt has said it is.</summary>
    public double Percent => Volatile.Read(ref _percent);

    /// <summary>Takes no more, and gives no more messages.</summary>
    /// <returns>Done when what was taken is written down. For what the delegate is telling subscribers at this moment it waits no longer than for a delegate that is told to end.</returns>
    public Task CloseAsync()
    {
        mail.Close();
        lock (_gate)
        {
            _closed = true;
            if (_underWay == 0)
            {
                return _written;
            }

            _quiet = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return ledger.WaitAsync(_quiet.Task);
    }

    void IWorkerReports.Progress(double percent)
    {
        Volatile.Write(ref _percent, percent);
        Report(() => ledger.ProgressAsync(claim, percent));
    }

    void IWorkerReports.Warning(string message) => Report(() => ledger.WarnAsync(claim, message));

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

            _underWay++;
        }

        _ = ReportAsync(report);
    }

    private async Task ReportAsync(Func<ValueTask> report)
    {
        try
        {
            await report().ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                if (--_underWay == 0)
                {
                    _quiet?.SetResult();
                }
            }
        }
    }
}
