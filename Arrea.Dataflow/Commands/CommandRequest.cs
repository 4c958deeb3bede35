using Arrea.Dataflow.Checks;

namespace Arrea.Dataflow.Commands;

/// <summary>One command to run through a shell.</summary>
public sealed record CommandRequest
{
    /// <summary>The text given to the shell, unchanged.</summary>
    public required string Text { get; init; }

    /// <summary>The shell: a path, or a name looked up on the search path. Null: <c>$SHELL</c>, else the user's login shell, else <c>sh</c>.</summary>
    /// <remarks>
    /// <c>$SHELL</c> is that of this process. A choice that turns out unusable is a <see cref="CommandResult.StartError"/>; the next
    /// one is not tried. A login shell that only refuses logins (<c>nologin</c>, <c>false</c>) counts as none.
    /// </remarks>
    public string? Shell { get; init; }

    /// <summary>The working directory; null for that of this process.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Environment variables beside the inherited ones; a null value removes one.</summary>
    /// <remarks>Inherited is the environment that this process has when the command starts; a change made beside running commands may be seen up to a second late. A name that is empty or holds <c>=</c> or NUL is a <see cref="CommandResult.StartError"/>.</remarks>
    public IReadOnlyDictionary<string, string?>? Environment { get; init; }

    /// <summary>Text for standard input, in UTF-8; null for the null device.</summary>
    public string? StandardInput { get; init; }

    /// <summary>The most bytes kept of each output: the head and the tail of it. Range: 0 to 1 GiB. Default: 1 MiB.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int MaxCapturedBytes { get; init => field = Check.InRange(value, 0, 1024 * 1024 * 1024); } = DefaultMaxCapturedBytes;

    /// <summary>Time between the request to end (TERM) and the order to (KILL). Range: 0, which kills at once, to 1 day. Default: 2 s.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public TimeSpan KillGrace { get; init => field = Check.InRange(value, TimeSpan.Zero, TimeSpan.FromDays(1)); } = DefaultKillGrace;

    /// <summary>Skips the grace for a command that is being ended. By itself it ends nothing.</summary>
    public CancellationToken KillNow { get; init; }

    /// <summary>Sees each piece of output as it arrives, before the command goes on; null when nobody wants it.</summary>
    /// <remarks>
    /// It is called for one piece at a time, both outputs together, and may take its time: the command waits once its pipe is full, and
    /// cancellation still ends it. The run is over no sooner than the handler. If the handler throws, the command is ended as on
    /// cancellation, and the task of the run fails with that exception. Do not block a thread in it: return a task that is pending.
    /// </remarks>
    public CommandOutputHandler? OnOutput { get; init; }

    internal const int DefaultMaxCapturedBytes = 1024 * 1024;

    internal static TimeSpan DefaultKillGrace { get; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the command is. Never the command, which may hold secrets.</summary>
    public override string ToString() => $"command of {Text.Length} characters";
}
