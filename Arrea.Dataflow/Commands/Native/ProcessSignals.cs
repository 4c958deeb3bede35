using System.Globalization;

namespace Arrea.Dataflow.Commands.Native;

/// <summary>What signals do to this process.</summary>
internal static class ProcessSignals
{
    private const nint DefaultAction = 0;

    /// <summary>Whether whoever started the program asked for a signal to be ignored, as <c>nohup</c> does. Known on Linux only.</summary>
    public static bool IsIgnored(int signal)
    {
        const string label = "SigIgn:";
        try
        {
            var line = File.ReadLines("/proc/self/status").FirstOrDefault(static line => line.StartsWith(label, StringComparison.Ordinal));
            var mask = ulong.Parse(line.AsSpan(label.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            return (mask & (1UL << (signal - 1))) != 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or FormatException)
        {
            return false;
        }
    }

    /// <summary>Gives a signal its usual effect.</summary>
    public static void StopIgnoring(int signal) => _ = Libc.SetSignal(signal, DefaultAction);

    /// <summary>Sends a signal to this process.</summary>
    public static void Raise(int signal) => _ = Libc.SendSignal(Environment.ProcessId, signal);
}
