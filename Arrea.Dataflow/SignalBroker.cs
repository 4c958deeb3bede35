using System.Runtime.InteropServices;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Commands.Native;

namespace Arrea.Dataflow;

/// <summary>
/// Passes the signals that a terminal or an init system sends to this program on to the running commands, which are in
/// process groups of their own and would not hear them. For console programs; a host has its own handling.
/// </summary>
/// <remarks>
/// While it lives, the signals do not end or stop this program by themselves. One at a time; of two, both act. Commands hear signals with
/// Arrea's runner for Linux; with another runner, and on other systems, only whoever made the broker does.
/// <list type="table">
/// <listheader><term>Signal</term><description>What it does</description></listheader>
/// <item><term>INT, TERM, HUP, QUIT</term><description>
/// Whoever made the broker is told, and ends what is to end. From then on a command that handles this signal, and not its
/// own kill signal, is asked to end with this one; others with their own, as ever.
/// HUP stays ignored where this program was started with it ignored, as under <c>nohup</c>.
/// </description></item>
/// <item><term>TSTP</term><description>The commands get it too; then this program stops.</description></item>
/// <item><term>CONT</term><description>The commands go on as well.</description></item>
/// </list>
/// </remarks>
public sealed class SignalBroker : IDisposable
{
    private const int HangUp = 1;
    private const int Interrupt = 2;
    private const int Quit = 3;

    private static readonly (PosixSignal Signal, int Number)[] Endings =
    [
        (PosixSignal.SIGHUP, HangUp),
        (PosixSignal.SIGINT, Interrupt),
        (PosixSignal.SIGQUIT, Quit),
        (PosixSignal.SIGTERM, Libc.Terminate),
    ];

    private readonly ISignalTarget? _commands;
    private readonly Action<SignalBroker> _arrived;
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _count;
    private int _first;

    /// <summary>Starts to watch.</summary>
    /// <param name="engine">Its commands hear the signals.</param>
    /// <param name="arrived">Called for each signal that asks to end. It must return soon.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public SignalBroker(ArreaEngine engine, Action<SignalBroker> arrived)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(arrived);
        (_commands, _arrived) = (engine.Signals, arrived);
        if (OperatingSystem.IsWindows())
        {
            Watch(PosixSignal.SIGINT, Interrupt);
            Watch(PosixSignal.SIGTERM, Libc.Terminate);
            return;
        }

        // All of this before the first registration: with it the runtime takes note of what is ignored. INT and QUIT are ignored
        // by what a script starts in the background; who sends one there means it.
        var ignored = Endings.Where(static ending => ProcessSignals.IsIgnored(ending.Number)).ToArray();
        foreach (var (_, number) in ignored.Where(static ending => ending.Number != HangUp))
        {
            ProcessSignals.StopIgnoring(number);
        }

        foreach (var (signal, number) in Endings.Where(ending => ending.Number != HangUp || !ignored.Contains(ending)))
        {
            Watch(signal, number);
        }

        if (_commands is not null)
        {
            _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTSTP, OnTerminalStop));
            _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => _commands.SignalAll(Libc.Continue)));
        }
    }

    /// <summary>The number of the first signal that asked to end; null while there has been none.</summary>
    public int? First => Volatile.Read(ref _first) is > 0 and var number ? number : null;

    /// <summary>How many signals have asked to end.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Gives the signals their usual effect again.</summary>
    public void Dispose() => _registrations.ForEach(static registration => registration.Dispose());

    private void Watch(PosixSignal signal, int number)
        => _registrations.Add(PosixSignalRegistration.Create(signal, context => OnEnding(context, number)));

    private void OnEnding(PosixSignalContext context, int number)
    {
        context.Cancel = true;
        Interlocked.CompareExchange(ref _first, number, 0);
        if (_commands is not null)
        {
            _commands.EndSignal ??= number;
        }

        Interlocked.Increment(ref _count);
        _arrived(this);
    }

    private void OnTerminalStop(PosixSignalContext context)
    {
        context.Cancel = true;
        _commands!.SignalAll(Libc.TerminalStop);
        ProcessSignals.Raise(Libc.Stop);
    }
}
