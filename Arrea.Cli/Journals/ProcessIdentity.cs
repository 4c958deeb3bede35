using System.Diagnostics;
using System.Globalization;

namespace Arrea.Cli.Journals;

/// <summary>A process that is told from another one with its number, also after a restart of the machine.</summary>
/// <param name="Id">The number.</param>
/// <param name="Start">When it started, in ticks of the system since its own start.</param>
/// <param name="Boot">The start of the system; empty where it has no name.</param>
internal sealed record ProcessIdentity(int Id, long Start, string Boot)
{
    private const string BootFile = "/proc/sys/kernel/random/boot_id";

    /// <summary>This process.</summary>
    public static ProcessIdentity Own => new(Environment.ProcessId, StartOf(Environment.ProcessId) ?? 0, ThisBoot);

    /// <summary>Whether the process is still there.</summary>
    public bool IsAlive => Boot == ThisBoot && StartOf(Id) is { } start && start == Start;

    private static string ThisBoot => field ??= File.Exists(BootFile) ? File.ReadAllText(BootFile).Trim() : "";

    private static long? StartOf(int id)
    {
        try
        {
            if (!OperatingSystem.IsLinux())
            {
                using var process = Process.GetProcessById(id);
                return process.StartTime.Ticks;
            }

            // The name of the program, in brackets, may hold anything; the state and the start follow it.
            var stat = File.ReadAllText($"/proc/{id.ToString(CultureInfo.InvariantCulture)}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
