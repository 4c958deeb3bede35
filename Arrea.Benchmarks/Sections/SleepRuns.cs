using System.Diagnostics;
using System.Globalization;
using Arrea.Benchmarks.Compare;
using Arrea.Dataflow;
using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Jobs;

namespace Arrea.Benchmarks.Sections;

/// <summary>Arms of <see cref="CommandsSection"/>: commands that all run at once and do nothing, while the threads of this process are counted.</summary>
internal sealed class SleepRuns(int count, int seconds)
{
    private const int MaxSettling = 200;
    private static readonly TimeSpan BetweenCounts = TimeSpan.FromMilliseconds(50);

    private readonly int _threadsBefore = Threads();

    private string Seconds => seconds.ToString(CultureInfo.InvariantCulture);

    public async Task<Sample> ArreaAsync()
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { MaxWorkers = count });
        var jobs = Enumerable.Repeat(new Job($"exec sleep {Seconds}") { Shell = PeerPrograms.Shell }, count).ToArray();
        return await WatchAsync(async () =>
        {
            var batch = await engine.RunAsync(jobs, new BatchOptions { Workers = count, MaxCommands = count });
            return batch.Results.Count(static job => job.ExitCode == 0);
        });
    }

    public Task<Sample> ProcessAsync() => WatchAsync(async () =>
    {
        var codes = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(async () =>
        {
            using var process = Process.Start(new ProcessStartInfo("sleep", [Seconds]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return process.ExitCode;
        })));
        return codes.Count(static code => code == 0);
    });

    private async Task<Sample> WatchAsync(Func<Task<int>> run)
    {
        var succeeded = 0;
        var most = 0;
        await SettleAsync();
        using var stop = new ManualResetEventSlim();
        var watch = new Thread(() =>
        {
            do
            {
                most = Math.Max(most, Threads());
            }
            while (!stop.Wait(BetweenCounts));
        });
        watch.Start();
        var sample = await Meter.AllocatedAsync(async () => succeeded = await run());
        stop.Set();
        watch.Join();

        // The last to start had done so by the end less the sleep. If that is before the first can have ended, they all ran at once.
        WrongWorkException.Require(count, succeeded, "commands that exited with 0");
        WrongWorkException.Require(true, sample.Elapsed.TotalSeconds < 2 * seconds, $"all {count} ran at once, ending after {sample.Elapsed.TotalSeconds:N1} s");
        return sample with { Threads = most };
    }

    // The threads of the arm before this one last for some seconds.
    private async Task SettleAsync()
    {
        for (var i = 0; i < MaxSettling && Threads() > _threadsBefore; i++)
        {
            await Task.Delay(BetweenCounts);
        }
    }

    private static int Threads()
    {
        using var self = Process.GetCurrentProcess();
        return self.Threads.Count;
    }
}
