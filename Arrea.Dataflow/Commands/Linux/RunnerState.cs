namespace Arrea.Dataflow.Commands.Linux;

/// <summary>What the commands of one runner share.</summary>
internal sealed class RunnerState(bool usePidfd)
{
    private volatile int _endSignal;

    /// <summary>Ends the commands should this program be killed.</summary>
    public Watchdog Watchdog { get; } = new();

    /// <summary>Whether exits are learnt from the kernel; not so on kernels before 5.3.</summary>
    public bool UsePidfd => usePidfd;

    /// <summary>The signal that commands which handle it are asked to end with in place of their own; null for none.</summary>
    public int? EndSignal
    {
        get => _endSignal is > 0 and var signal ? signal : null;
        set => _endSignal = value ?? 0;
    }
}
