using Arrea.Cli.Printing;
using Arrea.Dataflow;

namespace Arrea.Cli.Running;

/// <summary>What signals that ask to end come to: the first ends what runs, the second kills it.</summary>
/// <param name="interrupt">Starts nothing more and ends what runs.</param>
/// <param name="kill">Leaves no grace to what is being ended.</param>
/// <param name="printer">Where to say so; null when nobody wants to know.</param>
/// <param name="running">What runs, for the message.</param>
internal sealed class SignalResponse(Action interrupt, Action kill, Printer? printer, string running) : IDisposable
{
    // After the order to kill: for what is left to be printed, in case nobody reads it.
    private static readonly TimeSpan LastGrace = TimeSpan.FromSeconds(5);

    private Timer? _lastGrace;

    /// <summary>A signal has come.</summary>
    public void Arrived(SignalBroker signals)
    {
        // Two signals may arrive as one: whoever comes second then sees both, and the first one's work is done all the same.
        interrupt();
        if (signals.Count > 1)
        {
            kill();
            _lastGrace ??= new Timer(_ => Environment.Exit(ExitCodes.SignalBase + signals.First!.Value), null, LastGrace, Timeout.InfiniteTimeSpan);
        }
        else
        {
            _ = printer?.ReportAsync($"arrea: ending the running {running}; once more kills them\n").AsTask();
        }
    }

    public void Dispose() => _lastGrace?.Dispose();
}
