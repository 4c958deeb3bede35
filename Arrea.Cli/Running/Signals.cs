using System.Globalization;
using System.Runtime.InteropServices;
using Arrea.Cli.Platform;

namespace Arrea.Cli.Running;

/// <summary>Watches for the signals that ask a program to end. While it does, they do not end the process by themselves.</summary>
internal sealed class Signals : IDisposable
{
    private const int HangUpNumber = 1;

    private static readonly (PosixSignal Signal, int Number)[] Watched =
    [
        (PosixSignal.SIGHUP, HangUpNumber),
        (PosixSignal.SIGINT, 2),
        (PosixSignal.SIGQUIT, 3),
        (PosixSignal.SIGTERM, 15),
    ];

    private readonly Action<int, int> _arrived;
    private readonly PosixSignalRegistration[] _registrations;
    private int _count;
    private int _first;

    /// <summary>
    /// Starts to watch. Hang-up stays ignored where it was, as under <c>nohup</c>. Ctrl-C does not: a script's shell has it
    /// ignored by whatever it starts in the background, and who sends it there means it.
    /// </summary>
    /// <param name="arrived">Called for each signal, with the number of the first one and how many there have been.</param>
    public Signals(Action<int, int> arrived)
    {
        _arrived = arrived;
        var ignored = Watched.Where(static watched => IsIgnored(watched.Number)).ToArray();
        foreach (var (_, number) in ignored.Where(static watched => watched.Number != HangUpNumber))
        {
            Native.StopIgnoring(number);
        }

        _registrations =
        [
            .. Watched
                .Where(watched => watched.Number != HangUpNumber || !ignored.Contains(watched))
                .Select(watched => PosixSignalRegistration.Create(watched.Signal, context => Handle(context, watched.Number))),
        ];
    }

    /// <summary>The number of the first signal; null while there has been none.</summary>
    public int? First => Volatile.Read(ref _first) is > 0 and var number ? number : null;

    public void Dispose() => Array.ForEach(_registrations, static registration => registration.Dispose());

    private void Handle(PosixSignalContext context, int number)
    {
        context.Cancel = true;
        Interlocked.CompareExchange(ref _first, number, 0);
        _arrived(Volatile.Read(ref _first), Interlocked.Increment(ref _count));
    }

    /// <summary>Whether whoever started the program asked for a signal to be ignored, as <c>nohup</c> does.</summary>
    private static bool IsIgnored(int number)
    {
        const string label = "SigIgn:";
        try
        {
            var line = File.ReadLines("/proc/self/status").FirstOrDefault(static line => line.StartsWith(label, StringComparison.Ordinal));
            var mask = ulong.Parse(line.AsSpan(label.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            return (mask & (1UL << (number - 1))) != 0;
        }
        catch (Exception error) when (error is IOException or ArgumentException or FormatException)
        {
            return false;
        }
    }
}
