using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Arrea.Dataflow.Tests.Support;

/// <summary>The file descriptors and children of this process, seen from outside the library.</summary>
internal static partial class NativeDescriptors
{
    private const int LimitOnFiles = 7;

    /// <summary>The open descriptors of the kinds that running commands takes. Files are left out: the runtime opens its libraries at any time.</summary>
    public static IEnumerable<string> Open => Directory.GetFileSystemEntries("/proc/self/fd")
        .Select(static entry => $"{Path.GetFileName(entry)} -> {new FileInfo(entry).LinkTarget}")
        .Where(static entry => entry.Contains("pipe:", StringComparison.Ordinal)
            || entry.Contains("anon_inode:", StringComparison.Ordinal)
            || entry.EndsWith("/dev/null", StringComparison.Ordinal));

    /// <summary>How many children of this process have ended and not been reaped.</summary>
    public static int Zombies => Directory.GetDirectories("/proc").Count(static folder =>
    {
        if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out _))
        {
            return false;
        }

        try
        {
            var text = File.ReadAllText(Path.Combine(folder, "stat"));
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] == "Z" && fields[1] == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        }
        catch (IOException error)
        {
            Trace.WriteLine($"It has gone meanwhile: {error.Message}");
            return false;
        }
    });

    /// <summary>Another descriptor of the file, which children inherit.</summary>
    public static int Duplicate(SafeFileHandle file) => Dup((int)file.DangerousGetHandle());

    public static void Close(int descriptor) => _ = CloseDescriptor(descriptor);

    /// <summary>Lets this process open nothing more, until disposed of.</summary>
    public static IDisposable Limit()
    {
        _ = GetLimit(LimitOnFiles, out var before);
        var one = Dup(0);
        _ = CloseDescriptor(one);
        var now = before with { Soft = (ulong)one };
        Assert.AreEqual(0, SetLimit(LimitOnFiles, in now));
        return new Restore(before);
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Dup(int descriptor);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int CloseDescriptor(int descriptor);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "getrlimit")]
    private static partial int GetLimit(int resource, out ResourceLimit limit);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "setrlimit")]
    private static partial int SetLimit(int resource, in ResourceLimit limit);

    private record struct ResourceLimit(ulong Soft, ulong Hard);

    private sealed class Restore(ResourceLimit before) : IDisposable
    {
        public void Dispose() => Assert.AreEqual(0, SetLimit(LimitOnFiles, in before));
    }
}
