using System.Diagnostics;

namespace Arrea.Benchmarks.Compare;

/// <summary>Takes samples.</summary>
internal static class Meter
{
    /// <summary>Time, and bytes allocated by all threads.</summary>
    public static async Task<Sample> AllocatedAsync(Func<Task> work)
    {
        Settle();
        var bytes = GC.GetTotalAllocatedBytes(precise: true);
        var start = Stopwatch.GetTimestamp();
        await work();
        var elapsed = Stopwatch.GetElapsedTime(start);
        return new Sample(elapsed, GC.GetTotalAllocatedBytes(precise: true) - bytes);
    }

    /// <summary>Bytes in use, garbage left aside.</summary>
    public static long LiveBytes()
    {
        Settle();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static void Settle()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }
}
