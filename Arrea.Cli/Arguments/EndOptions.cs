namespace Arrea.Cli.Arguments;

/// <summary>When a run ends early, and with which exit code.</summary>
internal sealed record EndOptions
{
    /// <summary>What it ends at; null for the last job.</summary>
    public HaltSpec? Halt { get; init; }

    /// <summary>Whether the code of the only job, or of the one that halted the run, is that of arrea.</summary>
    public bool PassesCodesOn { get; init; } = true;
}
