using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Arrea.Cli.Platform;

/// <summary>A lock that one process holds at a time. The system gives it back when its holder dies.</summary>
internal sealed partial class FileLock : IDisposable
{
    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Waits for the lock.</summary>
    /// <param name="path">A file for this purpose alone. It stays: to take it away would give one lock to two.</param>
    /// <exception cref="IOException">There can be no such file.</exception>
    /// <exception cref="UnauthorizedAccessException">There may be no such file.</exception>
    public static FileLock Take(string path)
    {
        // What .NET itself knows is one lock more, which fails instead of waiting; this is the kind that it does not use.
        const int wait = 1;
        var file = OwnFile.Open(path, FileMode.OpenOrCreate, FileShare.ReadWrite | FileShare.Delete);
        while (!OperatingSystem.IsWindows() && Lock(file.SafeFileHandle, wait, 0) < 0)
        {
            if (Marshal.GetLastPInvokeError() != Native.Interrupted)
            {
                file.Dispose();
                throw new IOException($"cannot lock '{path}': {Marshal.GetLastPInvokeErrorMessage()}");
            }
        }

        return new FileLock(file);
    }

    public void Dispose() => _file.Dispose();

    [LibraryImport("libc", EntryPoint = "lockf", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Lock(SafeFileHandle file, int operation, long length);
}
