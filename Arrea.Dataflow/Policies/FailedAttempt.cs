using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Policies;

/// <summary>An attempt that failed or timed out, as a policy sees it.</summary>
public sealed record FailedAttempt
{
    /// <summary>What went wrong.</summary>
    public required JobError Error { get; init; }

    /// <summary>Number of the attempt that failed, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>The worker that ran it: <c>&lt;batch&gt;/&lt;index&gt;</c>, or <c>&lt;pipeline&gt;/&lt;stage&gt;/&lt;index&gt;</c>.</summary>
    public required string WorkerId { get; init; }

    /// <summary>The job's tag, when it has one.</summary>
    public string? Tag { get; init; }

    /// <summary>Whether the attempt ran longer than its limit.</summary>
    public bool TimedOut => Error.Code == JobErrorCodes.Timeout;

    /// <summary>The exit code of a command; null when there is none.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The number of the signal that ended a command; null when none did.</summary>
    public int? Signal { get; init; }

    /// <summary>What a command wrote to standard error, as far as it was kept.</summary>
    public string StandardError { get; init; } = "";

    /// <summary>The exception of a delegate; null when there is none.</summary>
    public Exception? Exception => Error.Exception;

    /// <summary>The worker and the attempt. Never the error's text, which may be secret.</summary>
    public override string ToString() => $"{WorkerId}, attempt {Attempt}: {Error.Code}";
}
