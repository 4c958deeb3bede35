using Arrea.Dataflow.Commands.Linux;
using Arrea.Dataflow.Commands.Portable;

namespace Arrea.Dataflow.Commands;

/// <summary>The runners of commands.</summary>
public static class CommandRunner
{
    /// <summary>
    /// A runner for the whole program, as <see cref="Create"/> makes one. Safe for use from many threads at once. On Linux its watchdog, one
    /// small process, lasts from its first command to the end of the program.
    /// </summary>
    public static ICommandRunner Default { get; } = Create();

    /// <summary>
    /// Makes the runner to use unless there is reason for another: on Linux one that owns the whole process layer; elsewhere one on
    /// <see cref="System.Diagnostics.Process"/>, which cannot ask a command to end before killing it, and does not know signals.
    /// </summary>
    /// <returns>The runner. Disposing it ends its watchdog.</returns>
    public static ICommandRunner Create() => OperatingSystem.IsLinux() ? new LinuxCommandRunner() : new PortableCommandRunner();

    /// <summary>Makes this process adopt orphans, where the system can do that.</summary>
    internal static void AdoptOrphans()
    {
        if (OperatingSystem.IsLinux())
        {
            Subreaper.Enable();
        }
    }
}
