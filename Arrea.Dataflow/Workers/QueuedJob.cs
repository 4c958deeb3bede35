using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Workers;

/// <summary>A job in a queue worker's queue, from its acceptance to its result.</summary>
/// <param name="job">The job.</param>
internal sealed class QueuedJob(Job job)
{
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private readonly TaskCompletionSource<JobResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Job Job => job;

    public Task<JobResult> Result => _result.Task;

    /// <summary>Does something as whoever gave the job: so that a job that waits for it lends it its slot.</summary>
    public void AsGiver(Action action)
    {
        if (_context is null)
        {
            action();
        }
        else
        {
            ExecutionContext.Run(_context, static action => ((Action)action!)(), action);
        }
    }

    /// <summary>The result of a job that Arrea itself failed to start.</summary>
    public JobResult Failed(Exception error) => job.MakeResult("", 0, new JobRecord
    {
        Outcome = OutcomeKind.Failed,
        Error = new JobError(JobErrorCodes.Exception, $"Arrea failed to start the job with {error.GetType().Name}: {ErrorText.Of(error)}", error),
    });

    public void End(JobResult result) => _result.SetResult(result);
}
