using System.Runtime.InteropServices;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Jobs;

/// <summary>The outcome of a job as it is kept: a few words in an array, of which a <see cref="JobResult"/> is made when somebody asks.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct JobRecord
{
    /// <summary>A delegate's value, or a command's <see cref="Commands.CommandResult"/>.</summary>
    public object? Payload;
    public JobError? Error;
    public long DurationTicks;
    public int Attempts;
    public OutcomeKind Outcome;
}
