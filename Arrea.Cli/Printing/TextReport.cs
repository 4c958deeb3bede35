using Arrea.Cli.Arguments;
using Arrea.Cli.Results;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Cli.Printing;

/// <summary>Output for people and pipes: what the jobs write, a line for each failure, and a summary.</summary>
/// <param name="options">What was asked for.</param>
/// <param name="printer">Where to.</param>
/// <param name="jobs">Prints what the jobs write; null when nobody wants it.</param>
/// <param name="color">Whether standard error is coloured.</param>
internal sealed class TextReport(RunOptions options, Printer printer, IJobOutput? jobs, bool color) : IRunReport
{
    public ValueTask RunStartedAsync(RunStart start) => default;

    public ValueTask JobStartedAsync(WorkerStarted started, Job job) => default;

    public ValueTask OutputAsync(Output output) => jobs?.WriteAsync(output.Index, output.Stream, output.Bytes) ?? default;

    public ValueTask RetryAsync(RetryScheduled retry) => default;

    public async ValueTask JobFinishedAsync(JobEnd end)
    {
        if (jobs is not null)
        {
            await jobs.EndAsync(end.Index).ConfigureAwait(false);
        }

        // A refusal is told by whoever found it, in every mode.
        if (end.IsFailure && end.Outcome != OutcomeKind.Rejected && (options.Output.Summary || (options.Output.Mode == OutputMode.Quiet && !end.EndedByItself)))
        {
            var reason = FailureText.Reason(options.Limits.Of(end.Job), end.Outcome, end.ExitCode, end.Signal, end.Error);
            await printer.ReportAsync(FailureText.Line(end.Seq, end.Job, reason) + "\n").ConfigureAwait(false);
        }
    }

    public ValueTask HaltedAsync(JobEnd end, string spec)
        => options.Output.Summary ? printer.ReportAsync($"arrea: nothing more starts (--halt {spec}, [{end.Seq}])\n") : default;

    public ValueTask RunCompletedAsync(RunEnd end)
        => options.Output.Summary ? printer.ReportAsync(Summary.Of(options.Limits, end, color)) : default;

    public void Dispose()
    {
    }
}
