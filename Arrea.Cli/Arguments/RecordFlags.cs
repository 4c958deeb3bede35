using System.CommandLine;

namespace Arrea.Cli.Arguments;

/// <summary>The flags that say what is kept of a run, and what is taken from an earlier one.</summary>
/// <param name="canResume">Whether the run may go on with an earlier one.</param>
internal sealed class RecordFlags(bool canResume) : FlagGroup
{
    private const string NoJournalVariable = "ARREA_NO_JOURNAL";

    public override string Heading => "Records";

    public override IReadOnlyList<Option> Shown
        => canResume ? [JobLog, Results, Resume, ResumeFailed, RetryFailed, NoJournal] : [JobLog, Results, NoJournal];

    private Option JobLog { get; } = Value("FILE", "A line for each job that finished, as GNU parallel writes it; +FILE adds to a file.", "--joblog");

    private Option Results { get; } = Value("DIR", "A folder for each job: DIR/<seq>/stdout, stderr and meta.json.", "--results");

    private Option Resume { get; } = Switch("Leave out the jobs that finished before, by the job log or else the journal.", "--resume");

    private Option ResumeFailed { get; } = Switch("Leave out the jobs that succeeded before.", "--resume-failed");

    private Option RetryFailed { get; } = Switch("Run only the jobs that failed before; needs no commands.", "--retry-failed");

    private Option NoJournal { get; } = Switch($"Keep no journal of the run; {NoJournalVariable}=1 says the same.", "--no-journal");

    /// <summary>Reads what was given.</summary>
    /// <exception cref="UsageException">A value is malformed, or two flags do not go together.</exception>
    public RecordOptions Read(FlagValues values)
    {
        values.Exclude(Resume, ResumeFailed);
        values.Exclude(Resume, RetryFailed);
        values.Exclude(ResumeFailed, RetryFailed);
        var log = values.Value(JobLog);
        var append = log is ['+', ..];
        log = append ? log![1..] : log;
        return new RecordOptions
        {
            JobLog = log is "" or "-" ? throw FlagValues.Malformed(JobLog, values.Value(JobLog)!, "the path of a file") : log,
            AppendJobLog = append,
            Results = values.Value(Results) is "" ? throw FlagValues.Malformed(Results, "", "the path of a folder") : values.Value(Results),
            Journal = !values.Has(NoJournal) && Environment.GetEnvironmentVariable(NoJournalVariable) is (null or "" or "0"),
            Resume = values.Has(Resume) ? ResumeMode.Unfinished
                : values.Has(ResumeFailed) ? ResumeMode.Failed
                : values.Has(RetryFailed) ? ResumeMode.OnlyFailed
                : ResumeMode.None,
        };
    }
}
