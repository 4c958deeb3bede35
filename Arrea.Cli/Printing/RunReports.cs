using Arrea.Cli.Results;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;

namespace Arrea.Cli.Printing;

/// <summary>Several reports of one run, told of everything one after another: what stands last hears of it when the others have it safe.</summary>
internal sealed class RunReports(params IReadOnlyList<IRunReport> reports) : IRunReport
{
    public ValueTask RunStartedAsync(RunStart start) => EachAsync(report => report.RunStartedAsync(start));

    public ValueTask JobStartedAsync(WorkerStarted started, Job job) => EachAsync(report => report.JobStartedAsync(started, job));

    public ValueTask OutputAsync(Output output) => EachAsync(report => report.OutputAsync(output));

    public ValueTask RetryAsync(RetryScheduled retry) => EachAsync(report => report.RetryAsync(retry));

    public ValueTask JobFinishedAsync(JobEnd end) => EachAsync(report => report.JobFinishedAsync(end));

    public ValueTask HaltedAsync(JobEnd end, string spec) => EachAsync(report => report.HaltedAsync(end, spec));

    public ValueTask RunCompletedAsync(RunEnd end) => EachAsync(report => report.RunCompletedAsync(end));

    public void Dispose()
    {
        // Who made the reports disposes of them.
    }

    private async ValueTask EachAsync(Func<IRunReport, ValueTask> tell)
    {
        foreach (var report in reports)
        {
            await tell(report).ConfigureAwait(false);
        }
    }
}
