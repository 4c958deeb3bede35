using Arrea.Dataflow.Commands.Linux;
using Arrea.Dataflow.Commands.Portable;

namespace Arrea.Dataflow.Commands;

/// <summary>The runner of commands for this system.</summary>
public static class CommandRunner
{
    /// <summary>
    /// The runner to use unless there is reason for another: on Linux one that owns the whole process layer; elsewhere one on
    /// <see cref="System.Diagnostics.Process"/>, which cannot ask a command to end before killing it, and does not know signals.
    /// Safe for use from many threads at once.
    /// </summary>
    public static ICommandRunner Default { get; } = OperatingSystem.IsLinux() ? new LinuxCommandRunner() : new PortableCommandRunner();
}
