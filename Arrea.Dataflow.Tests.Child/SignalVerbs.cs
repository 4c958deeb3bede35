using System.Globalization;
using System.Runtime.InteropServices;

namespace Arrea.Dataflow.Tests.Child;

/// <summary>What a signal does.</summary>
internal static class SignalVerbs
{
    private const int Farewell = 7;
    private const int DefaultSignal = 15;

    private static readonly Dictionary<string, PosixSignal> Names = new(StringComparer.Ordinal)
    {
        ["TERM"] = PosixSignal.SIGTERM,
        ["INT"] = PosixSignal.SIGINT,
        ["HUP"] = PosixSignal.SIGHUP,
        ["QUIT"] = PosixSignal.SIGQUIT,
    };

    /// <summary><c>ignore TERM,INT,HUP</c>: ignores these, says "ready", and sleeps for ever.</summary>
    public static int Ignore(string[] rest)
    {
        var ignored = rest[0].Split(',').Select(static name => Ignore(Names[name])).ToList();
        Output.Line("ready");
        Waiting.ForEver();
        return ignored.Count;
    }

    /// <summary>Ignores one, as long as what is returned is kept.</summary>
    public static PosixSignalRegistration Ignore(PosixSignal signal) => PosixSignalRegistration.Create(signal, static context => context.Cancel = true);

    /// <summary><c>trap [NUMBER]</c>: says "ready"; at the signal (default: TERM) says "bye", and exits with 7.</summary>
    public static int Trap(string[] rest)
    {
        var number = rest.Length == 0 ? DefaultSignal : int.Parse(rest[0], CultureInfo.InvariantCulture);
        using var arrived = new ManualResetEventSlim();
        using var registration = PosixSignalRegistration.Create((PosixSignal)number, context =>
        {
            context.Cancel = true;
            arrived.Set();
        });
        Output.Line("ready");
        arrived.Wait();
        Output.Line("bye");
        return Farewell;
    }
}
