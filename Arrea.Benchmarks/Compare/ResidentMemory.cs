using System.Globalization;

namespace Arrea.Benchmarks.Compare;

/// <summary>The resident memory of this process, from Linux, which can be told to measure its peak anew.</summary>
internal static class ResidentMemory
{
    private const string Status = "/proc/self/status";
    private const string Forget = "/proc/self/clear_refs";
    private const string PeakOnly = "5";
    private const long BytesInKibibyte = 1024;

    public static bool IsKnown { get; } = File.Exists(Status) && File.Exists(Forget);

    /// <summary>Bytes at this moment.</summary>
    public static long Now => Read("VmRSS:");

    /// <summary>The most bytes since <see cref="ForgetPeak"/>.</summary>
    public static long Peak => Read("VmHWM:");

    public static void ForgetPeak() => File.WriteAllText(Forget, PeakOnly);

    private static long Read(string name)
    {
        var line = File.ReadLines(Status).First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line[name.Length..^"kB".Length], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) * BytesInKibibyte;
    }
}
