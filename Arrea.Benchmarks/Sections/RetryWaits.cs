using System.Diagnostics;
using Arrea.Benchmarks.Compare;
using Arrea.Dataflow.Scheduling;

namespace Arrea.Benchmarks.Sections;

/// <summary>The arms of <see cref="RetriesSection"/>: each makes as many wait at once, weighs them, and lets them go.</summary>
internal sealed partial class RetryWaits(int count)
{
    private static readonly TimeSpan Longer = TimeSpan.FromMinutes(10);

    public int Count => count;

    public async Task<Sample> DelayAsync()
    {
        using var stop = new CancellationTokenSource();
        var tasks = new Task[count];
        var sample = await WeighAsync(() =>
        {
            for (var i = 0; i < count; i++)
            {
                tasks[i] = Task.Delay(Longer, stop.Token);
            }
        });
        await EndAsync(tasks, stop);
        return sample;
    }

    public async Task<Sample> LinkedDelayAsync()
    {
        using var stop = new CancellationTokenSource();
        var tasks = new Task[count];
        var sample = await WeighAsync(() =>
        {
            for (var i = 0; i < count; i++)
            {
                tasks[i] = WaitAsync(stop.Token);
            }
        });
        await EndAsync(tasks, stop);
        return sample;

        static async Task WaitAsync(CancellationToken cancellationToken)
        {
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await Task.Delay(Longer, linked.Token);
        }
    }

    public async Task<Sample> DelayQueueAsync()
    {
        using var queue = new DelayQueue<(long Index, object Job)>(TimeProvider.System, static _ => { });
        var sample = await WeighAsync(() =>
        {
            for (var i = 0; i < count; i++)
            {
                queue.Add((i, this), Longer);
            }
        });
        WrongWorkException.Require(count, queue.Snapshot().Count, "waiting entries");
        return sample;
    }

    private static async Task<Sample> WeighAsync(Action fill)
    {
        var before = await Meter.StableLiveBytesAsync();
        var start = Stopwatch.GetTimestamp();
        fill();
        var elapsed = Stopwatch.GetElapsedTime(start);
        return new Sample(elapsed, await Meter.StableLiveBytesAsync() - before);
    }

    private static async Task EndAsync(Task[] tasks, CancellationTokenSource stop)
    {
        WrongWorkException.Require(tasks.Length, tasks.Count(static task => !task.IsCompleted), "tasks that wait");
        await stop.CancelAsync();
        await Task.WhenAny(Task.WhenAll(tasks));
        WrongWorkException.Require(tasks.Length, tasks.Count(static task => task.IsCanceled), "tasks that were cancelled");
    }
}
