using System.Globalization;

namespace Arrea.Cli.Pacing;

/// <summary>How busy the machine is, as Linux says.</summary>
internal static class MachineLoad
{
    private const long Kibibyte = 1024;

    /// <summary>How many processes run or could run at this moment, the one that asks left out; null when the system does not say.</summary>
    public static int? RunningProcesses() => ReadRunning(Read("/proc/loadavg"));

    /// <summary>How many bytes of memory programs could still take; null when the system does not say.</summary>
    public static long? AvailableMemory() => ReadAvailable(Read("/proc/meminfo"));

    // 0.20 0.18 0.12 3/80 11206: the fourth is of those that run, and of all.
    internal static int? ReadRunning(string text)
        => text.Split(' ') is [_, _, _, var counts, ..] && int.TryParse(counts.Split('/')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var running)
            ? Math.Max(0, running - 1)
            : null;

    internal static long? ReadAvailable(string text)
    {
        const string name = "MemAvailable:";
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith(name, StringComparison.Ordinal)
                && long.TryParse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var kibibytes))
            {
                return kibibytes * Kibibyte;
            }
        }

        return null;
    }

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
