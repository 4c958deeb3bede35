using System.Diagnostics.CodeAnalysis;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Jobs;

/// <summary>What became of a job.</summary>
public class JobResult : IOutcome
{
    private readonly string _batchId;
    private readonly object? _payload;

    internal JobResult(string batchId, int index, Job job, in JobRecord record)
    {
        _batchId = batchId;
        _payload = record.Payload;
        Index = index;
        Job = job;
        Outcome = record.Outcome;
        Attempts = record.Attempts;
        Duration = TimeSpan.FromTicks(record.DurationTicks);
        Error = record.Error;
    }

    /// <summary>The job.</summary>
    public Job Job { get; }

    /// <summary>Place of the job in its batch, from 0.</summary>
    public int Index { get; }

    /// <summary>The job's tag, when it has one.</summary>
    public string? Tag => Job.Tag;

    /// <summary>The worker that ran it: <c>&lt;batch&gt;/&lt;index&gt;</c>, or the id of a worker made by hand.</summary>
    public string WorkerId => NamedWorker ?? $"{_batchId}/{Index}";

    /// <summary>The worker, when it was made by hand.</summary>
    internal string? NamedWorker { get; init; }

    /// <summary>What became of the job.</summary>
    public OutcomeKind Outcome { get; }

    OutcomeKind IOutcome.Kind => Outcome;

    /// <summary>Whether <see cref="Outcome"/> is <see cref="OutcomeKind.Succeeded"/>.</summary>
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess => Outcome == OutcomeKind.Succeeded;

    /// <summary>What the delegate returned; null for a command, a delegate that returns nothing, and a job that did not succeed.</summary>
    public object? Value => Command is null ? _payload : null;

    /// <summary>The exit code of a command, 0 to 255; null when there is none. Of one that could not be started: 127 when its program was not found, else 126.</summary>
    public int? ExitCode => Command?.ExitCode;

    /// <summary>The number of the signal that ended a command; null when none did.</summary>
    public int? Signal => Command?.Signal;

    /// <summary>What the last attempt of a command wrote to standard output, as far as it was kept; empty for a delegate.</summary>
    public string StandardOutput => Command?.StandardOutput ?? "";

    /// <summary>What the last attempt of a command wrote to standard error, as far as it was kept; empty for a delegate.</summary>
    public string StandardError => Command?.StandardError ?? "";

    /// <summary>Whether the middle of an output was dropped because it exceeded the bound.</summary>
    public bool OutputTruncated => Command?.OutputTruncated ?? false;

    /// <summary>Whether a process that the command left behind still held an output when the command ended.</summary>
    public bool OutputHeld => Command?.OutputHeld ?? false;

    /// <summary>Processor time of the last attempt of a command, its children that it waited for included; null when it is not known.</summary>
    public TimeSpan? CpuTime => Command?.CpuTime;

    /// <summary>The most memory, in bytes, that the last attempt of a command had resident: a bound from above, see <see cref="CommandResult.PeakMemory"/>. Null when it is not known.</summary>
    public long? PeakMemory => Command?.PeakMemory;

    /// <summary>Who or what told the job to end; <see cref="StopReason.None"/> when it ended by itself.</summary>
    public StopReason StoppedBy => Error?.StoppedBy ?? StopReason.None;

    /// <summary>Attempts made; 0 when the job never started.</summary>
    public int Attempts { get; }

    /// <summary>From the start of the first attempt to the outcome, waits between attempts included; zero when the job never started.</summary>
    public TimeSpan Duration { get; }

    /// <summary>Why the job did not succeed; null when it did.</summary>
    public JobError? Error { get; }

    private CommandResult? Command => Job.Command is null ? null : _payload as CommandResult;

    /// <summary>What the delegate returned.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">The job did not succeed.</exception>
    /// <exception cref="InvalidCastException">The value is of another type.</exception>
    public T GetValue<T>()
    {
        if (!IsSuccess)
        {
            throw new InvalidOperationException($"Job {Index} ended {Outcome} and has no value ({Error}). Ask IsSuccess first.");
        }

        return Value switch
        {
            T value => value,
            null when default(T) is null => default!,
            var other => throw new InvalidCastException($"Job {Index} yielded {other?.GetType().ToString() ?? "nothing"}, not {typeof(T)}."),
        };
    }

    /// <summary>Throws unless the job succeeded.</summary>
    /// <returns>This result.</returns>
    /// <exception cref="JobFailedException">The job did not succeed.</exception>
    public JobResult EnsureSuccess() => IsSuccess ? this : throw new JobFailedException(this);

    /// <summary>The place, the tag and the outcome. Never the command, a value or an output, which may hold secrets.</summary>
    public override string ToString()
        => $"[{Index}] {(Tag is null ? "" : Tag + " ")}{Outcome}{(Error is null ? "" : $" ({Error.Code})")} after {Attempts} attempt{(Attempts == 1 ? "" : "s")}";
}

/// <summary>What became of a job that yields a value.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed class JobResult<T> : JobResult
{
    internal JobResult(string batchId, int index, Job job, in JobRecord record)
        : base(batchId, index, job, record)
    {
    }

    /// <summary>What the delegate returned; the default of <typeparamref name="T"/> when the job did not succeed.</summary>
    public new T? Value => base.Value is T value ? value : default;

    /// <summary>Throws unless the job succeeded.</summary>
    /// <returns>This result.</returns>
    /// <exception cref="JobFailedException">The job did not succeed.</exception>
    public new JobResult<T> EnsureSuccess() => IsSuccess ? this : throw new JobFailedException(this);
}
