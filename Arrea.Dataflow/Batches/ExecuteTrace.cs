using Arrea.Dataflow.Jobs;
using Arrea.Dataflow.Telemetry;

namespace Arrea.Dataflow.Batches;

/// <summary>Tells of the execution of a single job.</summary>
internal static class ExecuteTrace
{
    public static async Task<JobResult> RunAsync(EngineTelemetry telemetry, Job job, Func<Task<JobResult>> execute)
    {
        var start = telemetry.Time.GetTimestamp();
        using var execution = telemetry.BeginExecution();
        telemetry.ExecuteStarted(job.Command, job.Tag);
        try
        {
            var result = await execute().ConfigureAwait(false);
            telemetry.ExecuteEnded(job.Command, job.Tag, start, result.Error?.Code);
            return result;
        }
        catch (Exception misuse)
        {
            // Only to be told of: misuse is the caller's.
            telemetry.ExecuteEnded(job.Command, job.Tag, start, misuse.GetType().FullName);
            throw;
        }
    }
}
