using Arrea.Cli.Printing;
using Arrea.Cli.Results;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;

namespace Arrea.Cli.Live;

/// <summary>A line a minute that says how far a run is, for logs.</summary>
/// <param name="print">Prints a line.</param>
/// <param name="meter">Says how far the run is.</param>
/// <param name="time">The clock.</param>
internal sealed class Heartbeat(Func<string, ValueTask> print, ProgressMeter meter, TimeProvider time) : IRunReport
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    // The rate wants to be looked at more often than it is told.
    private const int LooksPerLine = 12;

    private int _looks;
    private ITimer? _timer;

    public ValueTask RunStartedAsync(RunStart start)
    {
        _timer = time.CreateTimer(static beat => ((Heartbeat)beat!).Look(), this, Interval / LooksPerLine, Interval / LooksPerLine);
        return default;
    }

    public ValueTask JobStartedAsync(WorkerStarted started, Job job) => default;

    public ValueTask OutputAsync(Output output) => default;

    public ValueTask RetryAsync(RetryScheduled retry) => default;

    public ValueTask JobFinishedAsync(JobEnd end) => default;

    public ValueTask RunCompletedAsync(RunEnd end)
    {
        _timer?.Dispose();
        return default;
    }

    public void Dispose() => _timer?.Dispose();

    private void Look()
    {
        var progress = meter.Read();
        if (++_looks % LooksPerLine == 0)
        {
            _ = print(progress.LogLine).AsTask();
        }
    }
}
