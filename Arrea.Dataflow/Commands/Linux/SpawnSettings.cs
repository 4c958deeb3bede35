using System.Runtime.InteropServices;
using Arrea.Dataflow.Commands.Native;

namespace Arrea.Dataflow.Commands.Linux;

/// <summary>What is the same for every command that is started. Made once, never freed, and only read by many threads.</summary>
internal static unsafe class SpawnSettings
{
    // Larger than the structures of any C library: glibc's attributes take 336 bytes, its actions 80, a set of signals 128.
    public const int ActionsSize = 256;
    private const int AttributesSize = 1024;
    private const int SignalsSize = 256;
    private const nint IgnoreAction = 1;

    /// <summary>Own process group, every signal at its default, none blocked.</summary>
    /// <remarks>The runtime ignores SIGPIPE, and a child would inherit that: <c>yes | head -1</c> would complain instead of ending.</remarks>
    public static readonly void* OwnGroup = MakeAttributes(Libc.SpawnSetGroup);

    /// <summary>The same in a session of its own, and with that in a group of its own.</summary>
    public static readonly void* OwnSession = MakeAttributes(Libc.SpawnSetSession);

    /// <summary>Adds "close everything from this descriptor on"; null where the C library has no such action.</summary>
    public static readonly delegate* unmanaged<void*, int, int> AddCloseFrom = FindCloseFrom();

    static SpawnSettings() => KeepExitCodes();

    /// <summary>Makes sure that this process learns how its children end.</summary>
    /// <remarks>A program started by something that ignores SIGCHLD inherits that, and the kernel then throws exit codes away.</remarks>
    private static void KeepExitCodes()
    {
        var current = stackalloc nint[SignalsSize];
        if (Libc.SignalAction(Libc.ChildEnded, null, current) == 0 && current[0] == IgnoreAction)
        {
            ProcessSignals.StopIgnoring(Libc.ChildEnded);
        }
    }

    private static void* MakeAttributes(short place)
    {
        var attributes = NativeMemory.AllocZeroed(AttributesSize);
        var signals = stackalloc byte[SignalsSize];
        _ = Libc.InitAttributes(attributes);
        _ = Libc.SetAttributeFlags(attributes, (short)(place | Libc.SpawnSetDefaultSignals | Libc.SpawnSetMask));
        _ = Libc.SetAttributeGroup(attributes, 0);

        // Not sigfillset: it leaves out the two signals of the C library's own, which posix_spawn would then set to be ignored.
        new Span<byte>(signals, SignalsSize).Fill(byte.MaxValue);
        _ = Libc.SetAttributeDefaultSignals(attributes, signals);
        _ = Libc.EmptySignals(signals);
        _ = Libc.SetAttributeMask(attributes, signals);
        return attributes;
    }

    private static delegate* unmanaged<void*, int, int> FindCloseFrom()
        => NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "posix_spawn_file_actions_addclosefrom_np", out var address)
            ? (delegate* unmanaged<void*, int, int>)address
            : null;
}
