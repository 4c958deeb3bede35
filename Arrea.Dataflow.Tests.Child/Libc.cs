using System.Globalization;
using System.Runtime.InteropServices;

namespace Arrea.Dataflow.Tests.Child;

/// <summary>The calls of the system that the runtime does not offer.</summary>
internal static unsafe partial class Libc
{
    private const int AskForSize = 0x5413;

    /// <summary>Reads on.</summary>
    /// <returns>How many bytes; zero at the end.</returns>
    public static int Read(int descriptor, Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            return (int)Check(ReadBytes(descriptor, start, (nuint)buffer.Length), "read");
        }
    }

    /// <summary>Writes at least a part.</summary>
    /// <returns>How many bytes.</returns>
    public static int Write(int descriptor, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            return (int)Check(WriteBytes(descriptor, start, (nuint)bytes.Length), "write");
        }
    }

    public static void Close(int descriptor) => Check(CloseDescriptor(descriptor), "close");

    public static void LeadSession() => Check(SetSession(), "setsid");

    /// <summary>Puts the null device in the place of standard streams, and of the copies that the runtime has made of them.</summary>
    public static void LetGoOf(params int[] streams)
    {
        // Shared: else it would be locked, and a second daemon would find it so.
        using var device = File.Open("/dev/null", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var links = streams.Where(static stream => stream > 0).Select(LinkOf).ToList();
        var copies = Directory.GetFileSystemEntries("/proc/self/fd")
            .Select(static entry => int.Parse(Path.GetFileName(entry), CultureInfo.InvariantCulture))
            .Where(descriptor => descriptor > Output.Error && links.Contains(LinkOf(descriptor)))
            .ToList();
        foreach (var descriptor in (int[])[.. streams, .. copies])
        {
            Check(Duplicate((int)device.SafeFileHandle.DangerousGetHandle(), descriptor), "dup2");
        }
    }

    /// <summary>How many columns and rows a terminal has; null when it is none.</summary>
    public static (int Columns, int Rows)? TerminalSize(int descriptor)
    {
        WindowSize size;
        if (IsTerminal(descriptor) == 0)
        {
            return null;
        }

        Check(Control(descriptor, AskForSize, &size), "ioctl");
        return (size.Columns, size.Rows);
    }

    // Null for the descriptor of the listing itself, which has gone.
    private static string? LinkOf(int descriptor) => new FileInfo($"/proc/self/fd/{descriptor}").LinkTarget;

    private static nint Check(nint result, string call)
        => result >= 0 ? result : throw new IOException($"{call}: {Marshal.GetLastPInvokeErrorMessage()}");

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint ReadBytes(int descriptor, byte* buffer, nuint count);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteBytes(int descriptor, byte* buffer, nuint count);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int CloseDescriptor(int descriptor);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static partial int Duplicate(int descriptor, int target);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "setsid", SetLastError = true)]
    private static partial int SetSession();

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "isatty", SetLastError = true)]
    private static partial int IsTerminal(int descriptor);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(int descriptor, nuint request, WindowSize* size);

    private struct WindowSize
    {
        public ushort Rows;
        public ushort Columns;
        public ushort Width;
        public ushort Height;
    }
}
