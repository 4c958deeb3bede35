namespace Arrea.Dataflow.Commands.Native;

/// <summary>Asks after children of this process, and reaps them.</summary>
internal static unsafe class Children
{
    private const int SignalInfoSize = 256;

    /// <summary>Whether a child, or with <see cref="Libc.WaitForAny"/> any of them, has ended. It stays a zombie. A child that is not ours any more counts as ended.</summary>
    public static bool HasEnded(int kind, int id)
    {
        var info = stackalloc int[SignalInfoSize / sizeof(int)];
        info[0] = 0;
        var result = Libc.WaitInfo(kind, id, info, Libc.ExitedChildren | Libc.NoHang | Libc.LeaveZombie);
        return result == 0 ? info[0] != 0 : kind == Libc.WaitForOne && Libc.Error == Libc.NoChild;
    }

    /// <summary>Reaps a child, and waits for its end if need be.</summary>
    /// <returns>Its status, as the system gives it; null when its end was not kept for us.</returns>
    public static int? Reap(int id, out Libc.Usage usage)
    {
        int reaped;
        int status;
        while ((reaped = Wait(id, options: 0, out status, out usage)) < 0 && Libc.Error == Libc.Interrupted)
        {
        }

        return reaped == id ? status : null;
    }

    /// <summary>Reaps a child if it has ended.</summary>
    /// <returns>Whether it is gone.</returns>
    public static bool TryReap(int id) => Wait(id, Libc.NoHang, out _, out _) != 0;

    private static int Wait(int id, int options, out int status, out Libc.Usage usage)
    {
        fixed (int* told = &status)
        fixed (Libc.Usage* used = &usage)
        {
            return Libc.Wait(id, told, options, used);
        }
    }
}
