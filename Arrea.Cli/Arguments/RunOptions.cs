using Arrea.Cli.Configuring;
using Arrea.Dataflow.Validation;

namespace Arrea.Cli.Arguments;

/// <summary>What <c>arrea run</c> was asked to do, checked.</summary>
internal sealed record RunOptions
{
    /// <summary>What the user has configured. The rest of these options is above it.</summary>
    public required Settings Settings { get; init; }

    public required InputOptions Input { get; init; }

    public required ArgumentOptions Arguments { get; init; }

    public required JobOptions Jobs { get; init; }

    /// <summary>Whether commands are validated.</summary>
    public required bool Validate { get; init; }

    /// <summary>What commands are judged by.</summary>
    public required ValidationOptions Validation { get; init; }

    public required LimitOptions Limits { get; init; }

    public PaceOptions Pace { get; init; } = new();

    public EndOptions End { get; init; } = new();

    public required OutputOptions Output { get; init; }

    public ProgressOptions Progress { get; init; } = new();

    public required RecordOptions Records { get; init; }

    /// <summary>How many commands there are. Never the commands or variables, which may hold secrets.</summary>
    public override string ToString() => Input.ToString();
}
