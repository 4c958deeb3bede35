namespace Arrea.Dataflow.Commands;

/// <summary>How a command ended.</summary>
public sealed record CommandResult
{
    /// <summary>
    /// The exit code, 0 to 255; null when a signal ended the command, it was cancelled before its start, or its end is not known.
    /// With a <see cref="StartError"/> it is the code that a shell would give: 127 when the program or shell was not found, else 126.
    /// </summary>
    public int? ExitCode { get; init; }

    /// <summary>The number of the signal that ended the command; null when none did.</summary>
    public int? Signal { get; init; }

    /// <summary>Why the command could not be started, naming what was unusable; null when it was started.</summary>
    public string? StartError { get; init; }

    /// <summary>
    /// Standard output as text, as far as it was kept. Bytes that are not UTF-8 show as U+FFFD. Where the middle was dropped there is
    /// a line of its own, <c>… 123 bytes left out …</c>; of an output that was not to be kept at all, nothing.
    /// </summary>
    public string StandardOutput { get; init; } = "";

    /// <summary>Standard error as text, in the same way.</summary>
    public string StandardError { get; init; } = "";

    /// <summary>Whether the middle of an output was dropped because it exceeded the bound.</summary>
    public bool OutputTruncated { get; init; }

    /// <summary>Whether a process that the command left behind still held an output when the command ended.</summary>
    public bool OutputHeld { get; init; }

    /// <summary>The processor time of the command and of those of its children that it waited for; null when the system does not tell.</summary>
    public TimeSpan? CpuTime { get; init; }

    /// <summary>The most memory, in bytes, that the command or one of those children had resident; null when the system does not tell.</summary>
    /// <remarks>
    /// Exact above the memory of this process, and never below it: Linux counts in what a process had when it became the command,
    /// and that was a share of this one. Read it as a bound from above.
    /// </remarks>
    public long? PeakMemory { get; init; }

    /// <summary>How the command ended. Never its output, which may hold secrets.</summary>
    public override string ToString() => StartError is null ? $"exit {ExitCode}, signal {Signal}" : "not started";
}
