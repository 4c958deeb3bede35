using Arrea.Cli.Configuring;

namespace Arrea.Cli.Arguments;

/// <summary>The flags of <c>arrea run</c>.</summary>
internal sealed class RunFlags : FlagSet
{
    public InputFlags Input { get; } = new();

    public ArgumentFlags Arguments { get; } = new();

    public JobFlags Jobs { get; } = new();

    public ValidationFlags Validation { get; } = new(canBeLeftOut: true);

    public LimitFlags Limits { get; } = new();

    public PaceFlags Pace { get; } = new();

    public EndFlags End { get; } = new();

    public OutputFlags Output { get; } = new();

    public ProgressFlags Progress { get; } = new();

    public RecordFlags Records { get; } = new(canResume: true);

    public override IReadOnlyList<FlagGroup> Groups => field ??= [Input, Arguments, Jobs, Validation, Limits, Pace, End, Output, Progress, Records];

    public override bool TakesOperands => true;

    public override bool EndsAtOperand => true;

    /// <summary>Reads and checks everything.</summary>
    /// <param name="values">What was given for the flags.</param>
    /// <param name="operands">What stands behind them.</param>
    /// <param name="toTerminal">Whether standard output is a terminal.</param>
    /// <param name="settings">What the user has configured.</param>
    /// <exception cref="UsageException">A value is malformed, or two things do not go together.</exception>
    public RunOptions Read(FlagValues values, RunOperands operands, bool toTerminal, Settings settings)
    {
        var input = Input.Read(values, operands);
        var output = Output.Read(values, input, toTerminal);
        return Consistent(new RunOptions
        {
            Settings = settings,
            Input = input,
            Arguments = Arguments.Read(values, input),
            Jobs = Jobs.Read(values, settings),
            Validate = Validation.IsWanted(values),
            Validation = Validation.Read(values, settings),
            Limits = Limits.Read(values, settings, input),
            Pace = Pace.Read(values),
            End = End.Read(values),
            Output = output,
            Progress = Progress.Read(values, output.Mode),
            Records = Records.Read(values),
        });
    }

    private static RunOptions Consistent(RunOptions options) => options switch
    {
        { Input.ValidateAll: true, Validate: false } => throw new UsageException("'--validate-all' and '--no-validate' exclude one another"),
        { Arguments.Block: not null, Jobs.StandardInput: not null } => throw new UsageException("'--pipe' and '--stdin' exclude one another"),
        _ => options,
    };
}
