using Arrea.Dataflow.Outcomes;

namespace Arrea.Cli.Journals;

/// <summary>A job as a journal has it.</summary>
internal sealed record RecordedJob
{
    /// <summary>The number of the job in its run, from 1.</summary>
    public required int Seq { get; init; }

    public required string Command { get; init; }

    /// <summary>The program and its arguments, for a job that ran without a shell; null for others.</summary>
    public IReadOnlyList<string>? Arguments { get; init; }

    public string? Tag { get; init; }

    /// <summary>The limit of one attempt that was its own, <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for none; null for that of the run.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The further attempts that were its own; null for those of the run.</summary>
    public int? Retries { get; init; }

    /// <summary>Jobs of one key never overlap; null for none.</summary>
    public string? Key { get; init; }

    public int Priority { get; init; }

    /// <summary>The directory it runs in, as a whole path.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The variables that were given for it, with the hashes of their values; null for none.</summary>
    public IReadOnlyDictionary<string, string?>? Environment { get; init; }

    /// <summary>Whether it read something of its own from its standard input, which no journal keeps.</summary>
    public bool HasInput { get; init; }

    /// <summary>When its first attempt began; null when that is not known to have happened.</summary>
    public DateTimeOffset? Started { get; init; }

    public DateTimeOffset? Finished { get; init; }

    /// <summary>What became of it; null when the journal does not say.</summary>
    public OutcomeKind? Outcome { get; init; }

    public int? ExitCode { get; init; }

    public int? Signal { get; init; }

    public int Attempts { get; init; }

    public TimeSpan Duration { get; init; }

    /// <summary>Whether an earlier run did it, and this one left it out.</summary>
    public bool IsCarried { get; init; }

    /// <summary>Whether the job came to an end of its own, good or bad.</summary>
    public bool HasFinished => Outcome is OutcomeKind.Succeeded or OutcomeKind.Failed or OutcomeKind.TimedOut;

    /// <summary>Whether the job itself went wrong.</summary>
    public bool HasFailed => Outcome is OutcomeKind.Failed or OutcomeKind.TimedOut or OutcomeKind.Rejected;

    /// <summary>The number and the outcome. Never the command, which may hold secrets.</summary>
    public override string ToString() => $"[{Seq}] {Outcome}";
}
