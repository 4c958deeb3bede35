using Arrea.Benchmarks.Compare;
using Arrea.Dataflow;
using Arrea.Dataflow.Batches;
using Arrea.Dataflow.Jobs;

namespace Arrea.Benchmarks.Sections;

internal sealed partial class CommandRuns
{
    public async Task<Sample> ArreaAsync()
    {
        await using var engine = ArreaEngine.Create(new ArreaEngineOptions { MaxWorkers = parallelism });
        var jobs = Enumerable.Repeat(new Job("true") { Shell = Shell }, count).ToArray();
        BatchResult? batch = null;
        var sample = await Meter.AllocatedAsync(async () => batch = await engine.RunAsync(jobs, new BatchOptions { Workers = parallelism, MaxCommands = count }));
        WrongWorkException.Require(count, batch!.Results.Count(static job => job.ExitCode == 0), "commands that exited with 0");
        return sample;
    }
}
