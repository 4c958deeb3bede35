using System.Collections.Concurrent;
using Arrea.Cli.Platform;
using Arrea.Cli.Printing;
using Arrea.Cli.Results;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;

namespace Arrea.Cli.Live;

/// <summary>
/// Lines at the bottom of a terminal that show how far a run is: redrawn at most ten times a second, erased before anything
/// else is printed, and gone at the end.
/// </summary>
/// <remarks>
/// Between two drawings the cursor stands at the beginning of the first of the lines. So erasing them takes no counting, whatever
/// has become of the size of the terminal meanwhile, and what a user types is erased with them.
/// </remarks>
internal sealed class LiveView : IRunReport
{
    private const int DefaultColumns = 80;
    private const int DefaultRows = 24;
    private const string EraseBelow = "\r\e[J";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Printer _printer;
    private readonly ITerminal _terminal;
    private readonly Frame _frame;
    private readonly ProgressMeter _meter;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<int, RunningJob> _jobs = new();
    private ITimer? _timer;

    // Guarded by the printer's turn.
    private string _shown = "";
    private bool _ended;

    public LiveView(Printer printer, ITerminal terminal, Frame frame, ProgressMeter meter, TimeProvider time)
    {
        _printer = printer;
        _terminal = terminal;
        _frame = frame;
        _meter = meter;
        _time = time;
        printer.EraseStatus = Erase;
    }

    public ValueTask RunStartedAsync(RunStart start)
    {
        _timer = _time.CreateTimer(static view => ((LiveView)view!).Redraw(), this, Interval, Interval);
        return default;
    }

    public ValueTask JobStartedAsync(WorkerStarted started, Job job)
    {
        _jobs[started.Index] = new RunningJob(started.Index, job.Tag ?? job.Command ?? "", _time.GetTimestamp());
        return default;
    }

    public ValueTask OutputAsync(Output output) => default;

    public ValueTask RetryAsync(RetryScheduled retry)
    {
        if (_jobs.TryGetValue(retry.Index, out var job))
        {
            _jobs[retry.Index] = job with { FailedAttempts = retry.Attempt };
        }

        return default;
    }

    public ValueTask JobFinishedAsync(JobEnd end)
    {
        _jobs.TryRemove(end.Index, out _);
        return default;
    }

    public async ValueTask RunCompletedAsync(RunEnd end)
    {
        _timer?.Dispose();
        await _printer.InTurnAsync(() => _ended = true).ConfigureAwait(false);
    }

    /// <summary>Leaves nothing behind, also where the run broke off.</summary>
    public void Dispose()
    {
        _timer?.Dispose();
        _printer.InFreeTurn(() =>
        {
            Erase();
            _ended = true;
        });
    }

    private void Redraw() => _printer.InFreeTurn(() =>
    {
        var progress = _meter.Read();
        if (_ended || !_printer.IsAtLineStart)
        {
            return;
        }

        var columns = _terminal.Columns is > 0 and var known ? known : DefaultColumns;
        var rows = _terminal.Rows is > 0 and var lines ? lines : DefaultRows;
        var text = Compose(_frame.Lines(progress, Longest(Frame.MostJobs(rows)), _jobs.Count, columns, rows));
        if (text != _shown)
        {
            TryWrite(EraseBelow + text);
            _shown = text;
        }
    });

    private List<string> Longest(int most)
        => [.. _jobs.Values.OrderBy(static job => job.Start).ThenBy(static job => job.Index).Take(most).Select(job => job.Line(_time.GetElapsedTime(job.Start)))];

    private static string Compose(IReadOnlyList<string> lines)
        => string.Join("\n", lines) + (lines.Count > 1 ? $"\e[{lines.Count - 1}A\r" : "\r");

    private void Erase()
    {
        if (_shown.Length > 0)
        {
            _shown = "";
            TryWrite(EraseBelow);
        }
    }

    private void TryWrite(string text)
    {
        try
        {
            _terminal.Write(text);
        }
        catch (IOException)
        {
            // The terminal is gone, and nobody to look at it.
            _ended = true;
        }
    }
}
