using System.Collections.Concurrent;
using Arrea.Cli.Printing;
using Arrea.Cli.Results;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Cli.JobLogs;

/// <summary>Writes a line of the job log for each job that finished. One that was called off has none: it is still to be done.</summary>
internal sealed class JobLogReport(JobLogFile log) : IRunReport
{
    private readonly ConcurrentDictionary<int, long> _received = new();

    public ValueTask RunStartedAsync(RunStart start) => default;

    public ValueTask JobStartedAsync(WorkerStarted started, Job job) => default;

    public ValueTask OutputAsync(Output output)
    {
        if (output.Stream == OutputStream.StandardOutput)
        {
            _received.AddOrUpdate(output.Index, static (_, length) => length, static (_, before, length) => before + length, (long)output.Bytes.Length);
        }

        return default;
    }

    public ValueTask RetryAsync(RetryScheduled retry)
    {
        _received.TryRemove(retry.Index, out _);
        return default;
    }

    public ValueTask JobFinishedAsync(JobEnd end)
    {
        _received.TryRemove(end.Index, out var received);
        if (end.HasFinished)
        {
            log.WriteLine(JobLogText.Write(new JobLogLine(
                end.Seq, end.StartedAt, end.Duration, received, ExitValue(end), end.Signal ?? 0, end.Job.Command!)));
        }

        return default;
    }

    public ValueTask RunCompletedAsync(RunEnd end) => default;

    public void Dispose() => log.Dispose();

    // As GNU parallel has them: -1 for a timeout, and 0 beside a signal.
    private static int ExitValue(JobEnd end) => end.Outcome switch
    {
        OutcomeKind.TimedOut => -1,
        OutcomeKind.Failed when end is { ExitCode: null, Signal: null } => ExitCodes.NotExecutable,
        _ => end.ExitCode ?? 0,
    };
}
