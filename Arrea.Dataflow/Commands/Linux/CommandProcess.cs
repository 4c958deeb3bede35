using System.Collections.Concurrent;
using Arrea.Dataflow.Commands.Native;

namespace Arrea.Dataflow.Commands.Linux;

/// <summary>The process of a command: notices its exit, and reaps it and no other, so that other children of this program are left to whoever started them.</summary>
/// <remarks>It is left a zombie until the last signal has been sent: until then the number of the process and of its group cannot pass to a stranger.</remarks>
internal sealed class CommandProcess(int id, bool usePidfd)
{
    private const int BytesInKibibyte = 1024;
    private const int PauseWithoutDescriptorMilliseconds = 10;

    private static readonly ConcurrentQueue<int> LeftBehind = new();

    public int Id => id;

    /// <summary>Readable when the process has ended; negative when there is none (an old kernel, or no descriptor left), and after the exit.</summary>
    public int Descriptor { get; private set; } = usePidfd ? (int)Libc.SystemCall(Libc.PidfdOpenCall, id, 0) : -1;

    /// <summary>Whether the process has ended. Until it is reaped it stays as a zombie.</summary>
    public bool HasExited { get; private set; }

    /// <summary>The most milliseconds to wait before looking: without a descriptor the exit has to be looked for.</summary>
    public int LongestWait => HasExited || Descriptor >= 0 ? Timeout.Infinite : PauseWithoutDescriptorMilliseconds;

    /// <summary>Looks whether the process has ended.</summary>
    /// <param name="isReady">Whether the descriptor said so.</param>
    public void Look(bool isReady)
    {
        if (!HasExited && (isReady || (Descriptor < 0 && Children.HasEnded(Libc.WaitForOne, id))))
        {
            HasExited = true;
            CloseDescriptor();
        }
    }

    /// <summary>Takes how it ended; called once.</summary>
    /// <param name="cpuTime">The processor time that it used; zero when that is not known.</param>
    /// <param name="peakMemory">The most memory, in bytes; zero when that is not known.</param>
    /// <returns>The status, as the system gives it; null when the process has not ended, or its end was not kept for us.</returns>
    public int? Reap(out TimeSpan cpuTime, out long peakMemory)
    {
        CloseDescriptor();
        ReapLeftBehind();
        (cpuTime, peakMemory) = (default, 0);
        if (!HasExited)
        {
            LeftBehind.Enqueue(id);
            return null;
        }

        var status = Children.Reap(id, out var usage);
        (cpuTime, peakMemory) = (usage.User.ToTimeSpan() + usage.System.ToTimeSpan(), usage.PeakKibibytes * BytesInKibibyte);
        return status;
    }

    /// <summary>Reaps what outlived its KILL, and has ended since.</summary>
    private static void ReapLeftBehind()
    {
        for (var left = LeftBehind.Count; left > 0 && LeftBehind.TryDequeue(out var process); left--)
        {
            if (!Children.TryReap(process))
            {
                LeftBehind.Enqueue(process);
            }
        }
    }

    private void CloseDescriptor()
    {
        if (Descriptor >= 0)
        {
            _ = Libc.Close(Descriptor);
            Descriptor = -1;
        }
    }
}
