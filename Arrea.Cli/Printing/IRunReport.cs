using Arrea.Cli.Results;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Jobs;

namespace Arrea.Cli.Printing;

/// <summary>Tells what happens in a run. Calls for one job come one after another; calls for different jobs overlap.</summary>
/// <remarks>Any of them throws an <see cref="IOException"/> when it cannot be told.</remarks>
internal interface IRunReport : IDisposable
{
    /// <summary>Before the first job.</summary>
    ValueTask RunStartedAsync(RunStart start);

    ValueTask JobStartedAsync(WorkerStarted started, Job job);

    ValueTask OutputAsync(Output output);

    ValueTask RetryAsync(RetryScheduled retry);

    ValueTask JobFinishedAsync(JobEnd end);

    /// <summary>A job ended the run: nothing more starts.</summary>
    ValueTask HaltedAsync(JobEnd end, string spec) => default;

    /// <summary>After the last job.</summary>
    ValueTask RunCompletedAsync(RunEnd end);
}
