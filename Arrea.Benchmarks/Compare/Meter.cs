using System.Diagnostics;

namespace Arrea.Benchmarks.Compare;

/// <summary>Takes samples.</summary>
internal static class Meter
{
    private const int MaxReadings = 50;
    private const long Noise = 4_096;
    private static readonly TimeSpan BetweenReadings = TimeSpan.FromMilliseconds(20);

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

    /// <summary>Time, and by how much the resident memory of this process grew at its peak. Where the system does not tell, bytes allocated by all threads.</summary>
    public static async Task<Sample> PeakAsync(Func<Task> work)
    {
        if (!ResidentMemory.IsKnown)
        {
            return await AllocatedAsync(work);
        }

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        ResidentMemory.ForgetPeak();
        var before = ResidentMemory.Now;
        var start = Stopwatch.GetTimestamp();
        await work();
        var elapsed = Stopwatch.GetElapsedTime(start);
        return new Sample(elapsed, Math.Max(ResidentMemory.Peak - before, 0));
    }

    /// <summary>Bytes in use, garbage left aside: read until what earlier work left behind is gone.</summary>
    public static async Task<long> StableLiveBytesAsync()
    {
        var last = LiveBytes();
        for (var reading = 1; reading < MaxReadings; reading++)
        {
            await Task.Delay(BetweenReadings);
            var now = LiveBytes();
            if (Math.Abs(now - last) <= Noise)
            {
                return now;
            }

            last = now;
        }

        return last;
    }

    private static long LiveBytes()
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
