using System.CommandLine;
using Arrea.Cli.Configuring;

namespace Arrea.Cli.Arguments;

/// <summary>The flags of <c>arrea retry</c>: those of <c>arrea run</c>, but for where the jobs come from.</summary>
internal sealed class RetryFlags : FlagSet
{
    private readonly Own _own = new();
    private readonly JobFlags _jobs = new();
    private readonly ValidationFlags _validation = new(canBeLeftOut: true);
    private readonly LimitFlags _limits = new();
    private readonly PaceFlags _pace = new();
    private readonly EndFlags _end = new();
    private readonly OutputFlags _output = new();
    private readonly ProgressFlags _progress = new();
    private readonly RecordFlags _records = new(canResume: false);

    public override IReadOnlyList<FlagGroup> Groups => field ??= [_own, _jobs, _validation, _limits, _pace, _end, _output, _progress, _records];

    public override bool TakesOperands => true;

    /// <summary>Whether only the jobs that failed run.</summary>
    public bool Failed(FlagValues values) => values.Has(_own.Failed);

    /// <summary>Reads and checks everything.</summary>
    /// <param name="values">What was given for the flags.</param>
    /// <param name="commands">The commands that run again.</param>
    /// <param name="toTerminal">Whether standard output is a terminal.</param>
    /// <param name="settings">What the user has configured.</param>
    /// <exception cref="UsageException">A value is malformed, or two things do not go together.</exception>
    public RunOptions Read(FlagValues values, IReadOnlyList<string> commands, bool toTerminal, Settings settings)
    {
        var input = new InputOptions { Commands = commands, Lists = [], ValidateAll = false, DryRun = values.Has(_own.DryRun) };
        var output = _output.Read(values, input, toTerminal);
        return new RunOptions
        {
            Settings = settings,
            Input = input,
            Arguments = new ArgumentOptions { Fills = false },
            Jobs = _jobs.Read(values, settings),
            Validate = _validation.IsWanted(values),
            Validation = _validation.Read(values, settings),
            Limits = _limits.Read(values, settings, input),
            Pace = _pace.Read(values),
            End = _end.Read(values),
            Output = output,
            Progress = _progress.Read(values, output.Mode),
            Records = _records.Read(values),
        };
    }

    private sealed class Own : FlagGroup
    {
        public override string Heading => "Jobs to run";

        public override IReadOnlyList<Option> Shown => [Failed, DryRun];

        public Option Failed { get; } = Switch("Only those that did not succeed.", "--failed");

        public Option DryRun { get; } = Switch("Print the commands and what validation says; run nothing.", "--dry-run");
    }
}
