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
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(50);

    /// <summary>A batch whose jobs have all failed once and wait: everything that it holds, its list of jobs included.</summary>
    public async Task<Sample> ArreaAsync()
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions());
        var jobs = new Job[count];
        Array.Fill(jobs, Job.Run(static () => throw new TimeoutException()));
        var options = new BatchOptions
        {
            Workers = 2,
            MaxCommands = count,
            Policy = new ErrorPolicy { MaxRetries = 1, RetryDelay = Longer },
        };

        var before = await Meter.StableLiveBytesAsync();
        var start = Stopwatch.GetTimestamp();
        var batch = engine.Run(jobs, options);
        while (batch.Counts.Retried < count)
        {
            await Task.Delay(Settling);
        }

        var elapsed = Stopwatch.GetElapsedTime(start);
        var bytes = await Meter.StableLiveBytesAsync() - before;
        GC.KeepAlive(jobs);

        await batch.CancelAsync();
        var result = await batch.Completion;
        var waited = result.Results.Count(static job => job is { Outcome: OutcomeKind.Cancelled, Attempts: 1 });
        WrongWorkException.Require(count, waited, "jobs cancelled while they waited for their second attempt");
        return new Sample(elapsed, bytes);
    }
}
