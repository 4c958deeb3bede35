using System.Text;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Events;

/// <summary>A worker begins its job: the first attempt. The first event of a job that starts.</summary>
public sealed record WorkerStarted : JobEvent
{
    /// <summary>The number of the slot that stands in the job's command, from 1; null when there is none in it. A later attempt may run in another.</summary>
    public int? Slot { get; init; }
}

/// <summary>A job got further.</summary>
/// <param name="Percent">How far the worker is, 0 to 100.</param>
/// <param name="TaskIndex">Number of the task the worker is at, from 1; always 1 in a batch.</param>
/// <param name="Total">Tasks of the worker; always 1 in a batch.</param>
/// <remarks>A worker with several tasks tells its progress over all of them: half of the second of four tasks is 37.5 %.</remarks>
public sealed record Progress(double Percent, int TaskIndex, int Total) : JobEvent;

/// <summary>A command wrote something.</summary>
/// <param name="Stream">Which output.</param>
/// <param name="Bytes">The bytes, which never end inside a UTF-8 character unless the output itself does.</param>
public sealed record Output(OutputStream Stream, ReadOnlyMemory<byte> Bytes) : JobEvent
{
    /// <summary>The bytes as text; those that are not UTF-8 show as U+FFFD.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    /// <summary>Where it comes from and how long it is. Never the output, which may hold secrets.</summary>
    public override string ToString() => $"{WorkerId} {Stream}: {Bytes.Length} bytes";
}

/// <summary>An attempt failed and another one follows; <see cref="JobEvent.Attempt"/> is the one that failed.</summary>
/// <param name="Delay">Time until the next attempt may begin.</param>
/// <param name="Reason">Why the attempt failed.</param>
public sealed record RetryScheduled(TimeSpan Delay, JobError Reason) : JobEvent;

/// <summary>A job warned: through its context, or by text on the standard error of a command that exited with 0.</summary>
/// <param name="Message">What it said.</param>
public sealed record Warning(string Message) : JobEvent
{
    /// <summary>Where it comes from. Never the message, which may hold secrets.</summary>
    public override string ToString() => $"{WorkerId} warning";
}

/// <summary>A job yielded something. Comes before <see cref="Finished"/>.</summary>
/// <param name="Data">A delegate's value, null when it returns nothing; a command's standard output as text.</param>
public sealed record Result(object? Data) : JobEvent
{
    /// <summary>Where it comes from. Never the data, which may hold secrets.</summary>
    public override string ToString() => $"{WorkerId} result";
}

/// <summary>A job succeeded. Its last event.</summary>
/// <param name="Duration">From the start of the first attempt, waits included.</param>
public sealed record Finished(TimeSpan Duration) : JobEvent
{
    /// <summary>The exit code of a command; null for a delegate.</summary>
    public int? ExitCode { get; init; }
}

/// <summary>A job ended otherwise than well. Its last event, and the only one of a job that never started.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reason">Why.</param>
public sealed record Error(OutcomeKind Outcome, JobError Reason) : JobEvent
{
    /// <summary>From the start of the first attempt, waits included; zero when the job never started.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The exit code of a command; null when there is none.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The number of the signal that ended a command; null when none did.</summary>
    public int? Signal { get; init; }

    /// <summary>The number of the slot that stood in the job's command at last, from 1; null when there is none in it. A command may be refused only for that number.</summary>
    public int? Slot { get; init; }
}
