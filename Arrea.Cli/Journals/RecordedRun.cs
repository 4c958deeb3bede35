using Arrea.Dataflow.Outcomes;

namespace Arrea.Cli.Journals;

/// <summary>A run as the first line of its journal has it.</summary>
internal sealed record RunFacts
{
    /// <summary>16 lowercase hex characters.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset Started { get; init; }

    /// <summary>The process of arrea.</summary>
    public required ProcessIdentity Process { get; init; }

    /// <summary>The directory in which arrea was started.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The version of arrea.</summary>
    public string Version { get; init; } = "";

    /// <summary>How many jobs there were to be run; null for those of a pipe.</summary>
    public int? Total { get; init; }

    public int Parallel { get; init; }

    /// <summary>The run that this one goes on with or repeats; null for none.</summary>
    public string? Origin { get; init; }

    /// <summary>Whether it goes on with an earlier one: then it has taken over all that is still of interest of that one.</summary>
    public bool IsResumed { get; init; }

    /// <summary>The job log, as a whole path; null for none.</summary>
    public string? JobLog { get; init; }

    /// <summary>The folder of the results, as a whole path; null for none.</summary>
    public string? Results { get; init; }

    /// <summary>The shell that was asked for; null for the user's.</summary>
    public string? Shell { get; init; }

    /// <summary>The file that each job read, as a whole path; null for none.</summary>
    public string? Input { get; init; }

    /// <summary>Whether the jobs had pseudo-terminals.</summary>
    public bool Terminal { get; init; }

    /// <summary>The versions of languages, as <c>asdf-node=20.1.0</c>.</summary>
    public IReadOnlyList<string> Runtimes { get; init; } = [];
}

/// <summary>The end of a run as the last line of its journal has it.</summary>
/// <param name="At">When it ended.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="ExitCode">The exit code of arrea.</param>
/// <param name="Reason">Where the exit code comes from.</param>
internal sealed record RunConclusion(DateTimeOffset At, TimeSpan Duration, int ExitCode, string Reason);

/// <summary>A run in short: enough for a list of runs.</summary>
/// <param name="Path">The journal.</param>
/// <param name="Facts">How it began.</param>
/// <param name="Conclusion">How it ended; null when it goes on, or ended without a word.</param>
/// <param name="Jobs">Jobs that are known, without those an earlier run had done.</param>
/// <param name="Failed">Jobs that failed, timed out or were refused.</param>
/// <param name="FirstCommand">The command of the first job; null when there was none.</param>
internal sealed record RunSummary(string Path, RunFacts Facts, RunConclusion? Conclusion, int Jobs, int Failed, string? FirstCommand)
{
    /// <summary>Whether the run goes on.</summary>
    public bool IsAlive => Conclusion is null && Facts.Process.IsAlive;

    /// <summary>The run. Never a command, which may hold secrets.</summary>
    public override string ToString() => Facts.Id;
}

/// <summary>A run with its jobs.</summary>
/// <param name="Path">The journal.</param>
/// <param name="Facts">How it began.</param>
/// <param name="Conclusion">How it ended; null when it goes on, or ended without a word.</param>
/// <param name="Jobs">Its jobs by their numbers.</param>
/// <param name="Damaged">Lines that could not be read: torn by a crash, or altered.</param>
internal sealed record RecordedRun(string Path, RunFacts Facts, RunConclusion? Conclusion, IReadOnlyList<RecordedJob> Jobs, int Damaged)
{
    /// <summary>Whether the run goes on.</summary>
    public bool IsAlive => Conclusion is null && Facts.Process.IsAlive;

    /// <summary>The run in short.</summary>
    public RunSummary Summary => new(
        Path, Facts, Conclusion, Jobs.Count(static job => !job.IsCarried), Jobs.Count(static job => !job.IsCarried && job.HasFailed),
        Jobs.FirstOrDefault(static job => !job.IsCarried)?.Command);

    /// <summary>How many of its own jobs came to an outcome.</summary>
    public int Count(OutcomeKind outcome) => Jobs.Count(job => !job.IsCarried && job.Outcome == outcome);

    /// <summary>The run. Never a command, which may hold secrets.</summary>
    public override string ToString() => Facts.Id;
}
