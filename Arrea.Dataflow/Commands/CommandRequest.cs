namespace Arrea.Dataflow.Commands;

/// <summary>One command to run through a shell.</summary>
public sealed record CommandRequest
{
    /// <summary>The text given to the shell, unchanged.</summary>
    public required string Text { get; init; }

    /// <summary>The shell: a path, or a name looked up on the search path. Null: <c>$SHELL</c>, else the user's login shell, else <c>sh</c>.</summary>
    public string? Shell { get; init; }

    /// <summary>The working directory; null for that of this process.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Environment variables beside the inherited ones; a null value removes one.</summary>
    public IReadOnlyDictionary<string, string?>? Environment { get; init; }

    /// <summary>Text for standard input, in UTF-8; null for the null device.</summary>
    public string? StandardInput { get; init; }

    /// <summary>The most bytes kept of each output: the head and the tail of it. Range: 0 to 1 GiB. Default: 1 MiB.</summary>
    public int MaxCapturedBytes { get; init; } = DefaultMaxCapturedBytes;

    /// <summary>Time between the request to end (TERM) and the order to (KILL). Default: 2 s.</summary>
    public TimeSpan KillGrace { get; init; } = DefaultKillGrace;

    /// <summary>Skips the grace for a command that is being ended.</summary>
    public CancellationToken KillNow { get; init; }

    /// <summary>Sees each piece of output as it arrives, before the command goes on; null when nobody wants it.</summary>
    public CommandOutputHandler? OnOutput { get; init; }

    internal const int DefaultMaxCapturedBytes = 1024 * 1024;

    internal static TimeSpan DefaultKillGrace { get; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the command is. Never the command, which may hold secrets.</summary>
    public override string ToString() => $"command of {Text.Length} characters";
}
