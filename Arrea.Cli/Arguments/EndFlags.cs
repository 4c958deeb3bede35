using System.CommandLine;

namespace Arrea.Cli.Arguments;

/// <summary>The flags that say when a run ends early, and with which exit code.</summary>
internal sealed class EndFlags : FlagGroup
{
    public override string Heading => "Ending";

    public override IReadOnlyList<Option> Shown => [Halt, ExitCode];

    private Option Halt { get; } = Value(
        "SPEC", "End early: now,fail=1 ends the running jobs at the first failure, soon,fail=30% lets them end; success=N, done=N; never. Default: never.", "--halt");

    private ChoiceFlag ExitCode { get; } = Choice("KIND", "own passes the code of a single or halting job on; summary: always 1. Default: own.", ["own", "summary"], "--exit-code");

    /// <summary>Reads what was given.</summary>
    /// <exception cref="UsageException">A value is malformed.</exception>
    public EndOptions Read(FlagValues values) => new()
    {
        Halt = ReadHalt(values),
        PassesCodesOn = values.Choice(ExitCode) == "own",
    };

    private HaltSpec? ReadHalt(FlagValues values) => values.Value(Halt) is not { } text ? null
        : HaltSpec.TryParse(text, out var halt) ? halt
        : throw FlagValues.Malformed(Halt, text, HaltSpec.Accepted);
}
