namespace Arrea.Cli.Acting;

/// <summary>What became of an action.</summary>
internal enum ActionOutcome
{
    /// <summary>It ended with 0.</summary>
    Succeeded,

    /// <summary>It ended with something else, or could not be started.</summary>
    Failed,

    /// <summary>A signal to this program ended it.</summary>
    Interrupted,

    /// <summary>It was not started.</summary>
    NotStarted,
}

/// <summary>The end of an action.</summary>
/// <param name="Item">The action.</param>
/// <param name="Outcome">What became of it.</param>
internal sealed record ActionEnd(ActionItem Item, ActionOutcome Outcome)
{
    /// <summary>Its exit code, 128 and n after signal n; null when it was not started.</summary>
    public int? ExitCode { get; init; }

    /// <summary>How long it ran.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Why it was not started, or could not be; null when it ran.</summary>
    public string? Reason { get; init; }
}
