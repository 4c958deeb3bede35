using System.Diagnostics;
using Arrea.Benchmarks.Compare;
using Arrea.Dataflow;
using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Policies;

namespace Arrea.Benchmarks.Sections;

internal sealed partial class RetryWaits
{
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(500);

    /// <summary>A batch whose jobs all wait, less a batch of as many jobs that have ended: what remains is the waiting.</summary>
    public async Task<Sample> ArreaAsync()
    {
        var ended = await LiveBytesAsync(Job.Run(static () => { }), OutcomeKind.Succeeded);
        var waiting = await LiveBytesAsync(
            Job.Run(static () => throw new TimeoutException()) with { Policy = new ErrorPolicy { MaxRetries = 1, RetryDelay = Longer } },
            OutcomeKind.Cancelled);
        return new Sample(waiting.Elapsed, waiting.Bytes - ended.Bytes);
    }

    private async Task<Sample> LiveBytesAsync(Job job, OutcomeKind expected)
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions());
        var jobs = new Job[count];
        Array.Fill(jobs, job);

        var before = Meter.LiveBytes();
        var start = Stopwatch.GetTimestamp();
        var batch = engine.Run(jobs, new BatchOptions { Workers = 2, MaxCommands = count });
        if (expected == OutcomeKind.Succeeded)
        {
            await batch.Completion;
        }
        else
        {
            while (batch.Counts.Retried < count)
            {
                await Task.Delay(Settling);
            }
        }

        var elapsed = Stopwatch.GetElapsedTime(start);
        var bytes = Meter.LiveBytes() - before;
        await batch.CancelAsync();
        var result = await batch.Completion;
        WrongWorkException.Require(count, result.Results.Count(one => one.Outcome == expected && one.Attempts == 1), $"jobs that ended {expected} after one attempt");
        return new Sample(elapsed, bytes);
    }
}
