using System.Globalization;
using System.Text;
using Arrea.Cli.Platform;
using Arrea.Cli.Results;
using Arrea.Cli.Wording;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Cli.Printing;

/// <summary>One line at the bottom of a terminal that shows how far a run is. Redrawn ten times a second, erased before anything else is printed.</summary>
internal sealed class StatusLine
{
    private const int DefaultColumns = 80;
    private const string EraseLine = "\r\e[K";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Printer _printer;
    private readonly StandardStream _terminal;
    private readonly Tally _tally;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly ITimer _timer;

    // Guarded by the printer's turn.
    private string _shown = "";
    private bool _ended;

    public StatusLine(Printer printer, StandardStream terminal, Tally tally, TimeProvider time)
    {
        _printer = printer;
        _terminal = terminal;
        _tally = tally;
        _time = time;
        _start = time.GetTimestamp();
        printer.EraseStatus = Erase;
        _timer = time.CreateTimer(static line => ((StatusLine)line!).Redraw(), this, Interval, Interval);
    }

    /// <summary>What the line says.</summary>
    internal static string Text(Tally tally, TimeSpan elapsed)
    {
        var done = tally.Total;
        var failed = tally[OutcomeKind.Failed] + tally[OutcomeKind.TimedOut] + tally[OutcomeKind.Rejected];
        var rate = elapsed > TimeSpan.Zero ? done / elapsed.TotalSeconds : 0;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{tally.Running} running, {done}");
        if (tally.Expected is { } total)
        {
            text.Append(CultureInfo.InvariantCulture, $"/{total}");
        }

        text.Append(CultureInfo.InvariantCulture, $" done, {failed} failed, {rate:0.0}/s");
        if (tally.Expected is { } expected && done > 0 && done < expected)
        {
            var left = TimeSpan.FromSeconds(Math.Ceiling((expected - done) / rate));
            text.Append(CultureInfo.InvariantCulture, $", {Duration.Show(left)} left");
        }

        return text.ToString();
    }

    /// <summary>Erases the line for good.</summary>
    public async ValueTask EndAsync()
    {
        await _timer.DisposeAsync().ConfigureAwait(false);
        await _printer.InTurnAsync(() => _ended = true).ConfigureAwait(false);
    }

    private void Redraw() => _printer.InFreeTurn(() =>
    {
        var columns = _terminal.Columns is > 0 and var known ? known : DefaultColumns;
        var text = Shown.Text(Text(_tally, _time.GetElapsedTime(_start)), Math.Max(2, columns - 1));
        if (!_ended && text != _shown)
        {
            _shown = text;
            TryWrite($"{EraseLine}{text}");
        }
    });

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

    private void Erase()
    {
        if (_shown.Length > 0)
        {
            _shown = "";
            TryWrite(EraseLine);
        }
    }
}
