using System.Runtime.InteropServices;

namespace Arrea.Cli.Platform;

/// <summary>The few calls of the system that .NET does not offer in the form needed here.</summary>
internal static partial class Native
{
    public const int BrokenPipe = 32;
    public const int Interrupted = 4;

    public static int TryAgain { get; } = OperatingSystem.IsLinux() ? 11 : 35;

    public static bool IsTerminal(int descriptor) => IsATty(descriptor) == 1;

    /// <summary>Whether a descriptor has a position: a file has one, a pipe or socket has none.</summary>
    public static bool IsSeekable(int descriptor)
    {
        const int current = 1;
        return Seek(descriptor, 0, current) >= 0;
    }

    /// <summary>
    /// Whether a descriptor is one that the process was started with. Where one of the standard three was closed, the
    /// runtime's own files take its number, and those are closed in children.
    /// </summary>
    public static bool IsInherited(int descriptor)
    {
        const int getFlags = 1;
        const int closedInChildren = 1;
        return Control(descriptor, getFlags) is >= 0 and var flags && (flags & closedInChildren) == 0;
    }

    /// <summary>The size of the terminal behind a descriptor; zeros when it does not say.</summary>
    public static (int Columns, int Rows) TerminalSize(int descriptor)
    {
        var request = OperatingSystem.IsLinux() ? 0x5413u : 0x40087468u;
        return IoControl(descriptor, request, out var size) == 0 ? (size.Columns, size.Rows) : default;
    }

    /// <summary>Waits until a descriptor takes bytes again, for those that somebody set to not wait.</summary>
    public static void WaitUntilWritable(int descriptor)
    {
        const short writable = 4;
        var wanted = new PollRequest { Descriptor = descriptor, Events = writable };
        _ = Poll(ref wanted, 1, Timeout.Infinite);
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint Write(int descriptor, ReadOnlySpan<byte> bytes, nint count);

    [LibraryImport("libc", EntryPoint = "isatty")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int IsATty(int descriptor);

    [LibraryImport("libc", EntryPoint = "lseek")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial long Seek(int descriptor, long offset, int origin);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int descriptor, int command);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int IoControl(int descriptor, nuint request, out WindowSize size);

    [LibraryImport("libc", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Poll(ref PollRequest request, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct WindowSize
    {
        public ushort Rows;
        public ushort Columns;
        public ushort Width;
        public ushort Height;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct PollRequest
    {
        public int Descriptor;
        public short Events;
        public short Happened;
    }
}
