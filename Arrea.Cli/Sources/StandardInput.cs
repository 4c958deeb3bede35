using Arrea.Cli.Platform;
using Microsoft.Win32.SafeHandles;

namespace Arrea.Cli.Sources;

/// <summary>What standard input is.</summary>
internal enum InputKind
{
    /// <summary>A terminal, the null device, another device, or nothing at all: nothing that lists commands.</summary>
    Device,

    /// <summary>A file: it has an end.</summary>
    File,

    /// <summary>A pipe or socket: lines come when they come.</summary>
    Pipe,
}

/// <summary>Standard input as bytes.</summary>
internal static class StandardInput
{
    public static InputKind Kind
    {
        get
        {
            var target = OperatingSystem.IsLinux() ? new FileInfo("/proc/self/fd/0").LinkTarget ?? "/dev/null" : "";
            var isDevice = target.StartsWith("/dev/", StringComparison.Ordinal) && !target.StartsWith("/dev/shm/", StringComparison.Ordinal);
            if (isDevice || Native.IsTerminal(0) || !Native.IsInherited(0))
            {
                return InputKind.Device;
            }

            return Native.IsSeekable(0) ? InputKind.File : InputKind.Pipe;
        }
    }

    /// <summary>What is thrown when it cannot be read.</summary>
    public static UsageException Unreadable(Exception error)
        => new($"cannot read standard input: {error.Message}", error) { ExitCode = ExitCodes.BadInput };

    public static Stream Open() => new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);
}
