using Arrea.Dataflow.Commands.Native;

namespace Arrea.Dataflow.Commands.Linux;

/// <summary>The process of a command: notices its exit, and reaps it and no other, so that other children of this program are left to whoever started them.</summary>
internal sealed unsafe class CommandProcess(int id, bool usePidfd) : IDisposable
{
    private const int WaitWithoutDescriptor = 10;
    private const int SignalInfoSize = 256;
    private const int SignalMask = 0x7F;
    private const int ExitShift = 8;
    private const int ExitMask = 0xFF;

    private bool _isReaped;

    public int Id => id;

    /// <summary>Readable when the process has ended; negative when there is none (an old kernel, or no descriptor left), and after the exit.</summary>
    public int Descriptor { get; private set; } = usePidfd ? (int)Libc.SystemCall(Libc.PidfdOpenCall, id, 0) : -1;

    /// <summary>Whether the process has ended. Until it is reaped it stays as a zombie.</summary>
    public bool HasExited { get; private set; }

    /// <summary>The time to wait for something to happen: without a descriptor the exit has to be looked for.</summary>
    public int LimitWait(int timeout)
        => HasExited || Descriptor >= 0 ? timeout
            : timeout < 0 ? WaitWithoutDescriptor
            : Math.Min(timeout, WaitWithoutDescriptor);

    /// <summary>Looks whether the process has ended.</summary>
    /// <param name="isReady">Whether the descriptor said so.</param>
    public void Look(bool isReady)
    {
        if (!HasExited && (isReady || (Descriptor < 0 && IsWaiting())))
        {
            HasExited = true;
            Dispose();
        }
    }

    /// <summary>Takes the exit code, or the signal. Both are null when the process has not ended, or its end was not kept for us.</summary>
    public (int? ExitCode, int? Signal) Reap()
    {
        if (!HasExited)
        {
            return default;
        }

        var status = stackalloc int[1];
        int reaped;
        do
        {
            reaped = Libc.Wait(id, status, options: 0, usage: null);
        }
        while (reaped < 0 && Libc.Error == Libc.Interrupted);

        _isReaped = true;
        if (reaped != id)
        {
            return default;
        }

        var signal = *status & SignalMask;
        return signal == 0 ? ((*status >> ExitShift) & ExitMask, null) : (null, signal);
    }

    /// <summary>Ends the group at once and reaps the process: something went wrong on our side.</summary>
    public void Abandon()
    {
        if (!_isReaped)
        {
            ProcessGroup.Signal(id, Libc.Kill);
            HasExited = true;
            Reap();
        }
    }

    public void Dispose()
    {
        if (Descriptor >= 0)
        {
            _ = Libc.Close(Descriptor);
            Descriptor = -1;
        }
    }

    private bool IsWaiting()
    {
        var info = stackalloc int[SignalInfoSize / sizeof(int)];
        info[0] = 0;
        var result = Libc.WaitInfo(Libc.WaitForOne, id, info, Libc.ExitedChildren | Libc.NoHang | Libc.LeaveZombie);
        return result == 0 ? info[0] != 0 : Libc.Error == Libc.NoChild;
    }
}
