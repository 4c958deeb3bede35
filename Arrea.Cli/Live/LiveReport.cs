using Arrea.Cli.Arguments;
using Arrea.Cli.Platform;
using Arrea.Cli.Printing;
using Arrea.Cli.Results;

namespace Arrea.Cli.Live;

/// <summary>Chooses how a run is shown while it goes on.</summary>
internal static class LiveReport
{
    /// <summary>The report; null when nothing is to be shown.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="color">When to colour.</param>
    /// <param name="printer">Where to.</param>
    /// <param name="tally">What became of the jobs so far.</param>
    /// <param name="total">How many jobs there are; null as long as nobody knows.</param>
    public static IRunReport? Make(ProgressOptions options, ColorMode color, Printer printer, Tally tally, Func<int?> total)
    {
        var terminal = StandardStream.Error;
        if (options.Counts && Appearance.CanRedraw(terminal.IsTerminal, Environment.GetEnvironmentVariable))
        {
            var frame = new Frame(options, Appearance.HasColor(color, terminal.IsTerminal, Environment.GetEnvironmentVariable));
            return new LiveView(printer, terminal, frame, new ProgressMeter(tally, total, TimeProvider.System), TimeProvider.System);
        }

        return options.Heartbeat && Appearance.IsLog(terminal.IsTerminal, terminal.IsFile, Environment.GetEnvironmentVariable)
            ? new Heartbeat(printer.ReportAsync, new ProgressMeter(tally, total, TimeProvider.System), TimeProvider.System)
            : null;
    }
}
