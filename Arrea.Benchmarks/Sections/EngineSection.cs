using Arrea.Benchmarks.Compare;

namespace Arrea.Benchmarks.Sections;

/// <summary>What a job costs that does nothing, beside the ways to do it without a library.</summary>
internal sealed class EngineSection : ISection
{
    public string Name => "engine";

    public string Question => "What does a delegate that does nothing cost, per job?";

    public IEnumerable<ArmGroup> Groups(bool quick)
    {
        var count = quick ? 50_000 : 1_000_000;
        foreach (var parallelism in (int[])[1, 2, 8])
        {
            var loops = new NoOpLoops(count, parallelism);
            yield return new ArmGroup
            {
                Title = "a delegate that does nothing",
                Count = count,
                Parallelism = parallelism,
                Baseline = "ActionBlock",
                Measure = Measure.NanosecondsPerOperation,
                Arms =
                [
                    new Arm("Arrea RunAsync", loops.ArreaAsync),
                    new Arm("Arrea RunAsync, one subscriber", loops.ArreaWatchedAsync),
                    new Arm("loops with a shared index", loops.SharedIndexAsync),
                    new Arm("Parallel.ForEachAsync", loops.ForEachAsync),
                    new Arm("ActionBlock", loops.ActionBlockAsync),
                    new Arm("SemaphoreSlim and a task a job", loops.SemaphoreAsync),
                ],
            };
        }
    }
}
