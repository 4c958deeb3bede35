namespace Arrea.Cli.Arguments;

/// <summary>The flags of <c>arrea run</c>.</summary>
internal sealed class RunFlags : FlagSet
{
    public InputFlags Input { get; } = new();

    public JobFlags Jobs { get; } = new();

    public ValidationFlags Validation { get; } = new(canBeLeftOut: true);

    public LimitFlags Limits { get; } = new();

    public PaceFlags Pace { get; } = new();

    public EndFlags End { get; } = new();

    public OutputFlags Output { get; } = new();

    public ProgressFlags Progress { get; } = new();

    public override IReadOnlyList<FlagGroup> Groups => field ??= [Input, Jobs, Validation, Limits, Pace, End, Output, Progress];

    public override bool TakesOperands => true;

    public override bool EndsAtOperand => true;

    /// <summary>Reads and checks everything.</summary>
    /// <param name="values">What was given for the flags.</param>
    /// <param name="operands">What stands behind them.</param>
    /// <param name="toTerminal">Whether standard output is a terminal.</param>
    /// <exception cref="UsageException">A value is malformed, or two things do not go together.</exception>
    public RunOptions Read(FlagValues values, RunOperands operands, bool toTerminal)
    {
        var input = Input.Read(values, operands);
        var output = Output.Read(values, input, toTerminal);
        return new RunOptions
        {
            Input = input,
            Jobs = Jobs.Read(values),
            Validate = Validation.IsWanted(values),
            Validation = Validation.Read(values),
            Limits = Limits.Read(values),
            Pace = Pace.Read(values),
            End = End.Read(values),
            Output = output,
            Progress = Progress.Read(values, output.Mode),
        };
    }
}
