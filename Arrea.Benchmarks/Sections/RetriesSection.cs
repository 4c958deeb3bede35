using Arrea.Benchmarks.Compare;

namespace Arrea.Benchmarks.Sections;

/// <summary>How much memory a job holds that waits for its retry.</summary>
internal sealed class RetriesSection : ISection
{
    public string Name => "retries";

    public string Question => "How many bytes does a waiting retry hold?";

    public IEnumerable<ArmGroup> Groups(bool quick)
    {
        var waits = new RetryWaits(quick ? 10_000 : 100_000);
        yield return new ArmGroup
        {
            Title = "jobs that wait for their retry",
            Count = waits.Count,
            Parallelism = 1,
            Baseline = "Task.Delay each",
            Measure = Measure.BytesPerOperation,
            Rounds = 3,
            Arms =
            [
                new Arm("Arrea batch", waits.ArreaAsync),
                new Arm("Arrea delay queue", waits.DelayQueueAsync),
                new Arm("Task.Delay each", waits.DelayAsync),
                new Arm("Task.Delay, token linked", waits.LinkedDelayAsync),
            ],
        };
    }
}
