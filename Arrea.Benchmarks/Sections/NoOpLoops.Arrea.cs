using Arrea.Benchmarks.Compare;
using Arrea.Dataflow;
using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;

namespace Arrea.Benchmarks.Sections;

internal sealed partial class NoOpLoops
{
    public Task<Sample> ArreaAsync() => ArreaAsync(observer: null);

    public async Task<Sample> ArreaWatchedAsync()
    {
        var observer = new CountingObserver();
        var sample = await ArreaAsync(observer);
        if (observer.Seen == 0)
        {
            throw new WrongWorkException("The subscriber saw no event.");
        }

        return sample;
    }

    // The list of jobs is the caller's, and made before the clock starts. All entries are one job: it is immutable.
    private async Task<Sample> ArreaAsync(IObserver<LeaderEvent>? observer)
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions());
        using var subscription = observer is null ? null : engine.Events.Subscribe(observer);
        var jobs = new Job[count];
        Array.Fill(jobs, Job.Run(_counter.CallAsync));
        BatchResult? batch = null;
        var sample = await SampleAsync(async () => batch = await engine.RunAsync(jobs, new BatchOptions { Workers = parallelism, MaxCommands = count }));
        WrongWorkException.Require(count, batch!.Results.Count, "results");
        WrongWorkException.Require(true, batch.Results[count - 1].IsSuccess, "success of the last job");
        return sample;
    }

    private sealed class CountingObserver : IObserver<LeaderEvent>
    {
        public long Seen { get; private set; }

        public void OnNext(LeaderEvent value) => Seen++;

        public void OnError(Exception error)
        {
        }

        public void OnCompleted()
        {
        }
    }
}
