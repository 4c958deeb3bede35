using Arrea.Dataflow.Checks;
using Arrea.Dataflow.Commands.Starting;

namespace Arrea.Dataflow.Commands;

/// <summary>One command to run: a text through a shell, or a program with its arguments.</summary>
public sealed record CommandRequest
{
    internal const int DefaultMaxCapturedBytes = 1024 * 1024;
    internal const int MostCapturedBytes = 1024 * 1024 * 1024;
    internal const int DefaultKillSignal = 15;
    internal const int LastSignal = 64;

    /// <summary>The text given to the shell, unchanged. Either this or <see cref="Arguments"/>.</summary>
    public string? Text { get; init; }

    /// <summary>A program and its arguments, run without a shell. The program is a path, or a name looked up on the search path. Either this or <see cref="Text"/>.</summary>
    public IReadOnlyList<string>? Arguments { get; init; }

    /// <summary>The shell: a path, or a name looked up on the search path. Null: <c>$SHELL</c>, else the user's login shell, else <c>sh</c>.</summary>
    /// <remarks>
    /// <c>$SHELL</c> is that of this process. A choice that turns out unusable is a <see cref="CommandResult.StartError"/>; the next
    /// one is not tried. A login shell that only refuses logins (<c>nologin</c>, <c>false</c>) counts as none.
    /// </remarks>
    public string? Shell { get; init; }

    /// <summary>The working directory; null for that of this process at the moment when the command starts, to which a relative one is relative too.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Environment variables beside the inherited ones; a null value removes one.</summary>
    /// <remarks>Inherited is the environment that this process has at the call; a change made beside running commands may be seen up to a second late. What would make a shell run other text than it is given or <c>cd</c> go elsewhere, is never inherited: <c>BASH_ENV</c>, <c>ENV</c> with a path in it, <c>SHELLOPTS</c>, <c>BASHOPTS</c>, <c>PS4</c>, exported functions (<c>BASH_FUNC_…</c>), <c>ZDOTDIR</c> and <c>CDPATH</c>. A name that is empty or holds <c>=</c> or NUL is a <see cref="CommandResult.StartError"/>.</remarks>
    public IReadOnlyDictionary<string, string?>? Environment { get; init; }

    /// <summary>The names of the variables that are inherited, when not all are to be; empty for none. Null (default): all.</summary>
    /// <remarks>The runner for Linux adds <c>ARREA_PROCESS_MARK</c> in any case: by it, processes of the command are known again.</remarks>
    public IReadOnlyCollection<string>? InheritedVariables { get; init; }

    /// <summary>Standard input; null for the null device. A string converts to it.</summary>
    public CommandInput? StandardInput { get; init; }

    /// <summary>Where standard output goes beside being captured; null (default) for nowhere.</summary>
    public OutputTarget? StandardOutputTarget { get; init; }

    /// <summary>Where standard error goes beside being captured; null (default) for nowhere.</summary>
    public OutputTarget? StandardErrorTarget { get; init; }

    /// <summary>Whether standard error goes the way of standard output, in the order in which the command writes, as with <c>2&gt;&amp;1</c>. Default: false.</summary>
    /// <remarks>Then all of it is standard output. The portable runner mixes the two in the order in which they arrive.</remarks>
    public bool MergeOutputs { get; init; }

    /// <summary>A pseudo-terminal for all three standard streams; null (default) for none. Linux only.</summary>
    /// <remarks>Everything the command writes is standard output, with the line ends of a terminal. Where no input is given, its end comes once, at the start: who reads again waits.</remarks>
    public PseudoTerminal? Terminal { get; init; }

    /// <summary>Whether the command leads a session of its own, away from the terminal of this process, and not just a process group. Default: false. Linux only.</summary>
    public bool NewSession { get; init; }

    /// <summary>The most bytes kept of each output: the head and the tail of it. Range: 0 to 1 GiB. Default: 1 MiB.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int MaxCapturedBytes { get; init => field = Check.InRange(value, 0, MostCapturedBytes); } = DefaultMaxCapturedBytes;

    /// <summary>The number of the signal that asks the command to end. Range: 1 to 64. Default: 15 (TERM).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int KillSignal { get; init => field = Check.InRange(value, 1, LastSignal); } = DefaultKillSignal;

    /// <summary>Time between the request to end (<see cref="KillSignal"/>) and the order to (KILL). Range: 0, which kills at once, to 1 day. Default: 2 s.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public TimeSpan KillGrace { get; init => field = Check.InRange(value, TimeSpan.Zero, LongestKillGrace); } = DefaultKillGrace;

    /// <summary>Skips the grace for a command that is being ended. By itself it ends nothing.</summary>
    public CancellationToken KillNow { get; init; }

    /// <summary>Is told the process's id when the command has started, before any output is shown; null when nobody asks. What it throws counts as what <see cref="OnOutput"/> throws.</summary>
    public Action<int>? OnStarted { get; init; }

    /// <summary>Sees each piece of output as it arrives, after the targets; null when nobody wants it.</summary>
    /// <remarks>
    /// It is called on the thread pool, for one piece at a time, both outputs together, and may take its time: the command waits once its pipe is full, and
    /// cancellation still ends it. The run is over no sooner than the handler. If the handler throws, the command is ended as on
    /// cancellation, and the task of the run fails with that exception.
    /// </remarks>
    public CommandOutputHandler? OnOutput { get; init; }

    /// <summary>The shell that was found when the command was looked at; null to choose as it starts.</summary>
    internal ShellChoice? ChosenShell { get; init; }

    internal static TimeSpan LongestKillGrace { get; } = TimeSpan.FromDays(1);

    internal static TimeSpan DefaultKillGrace { get; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the command is. Never the command, which may hold secrets.</summary>
    public override string ToString()
        => Arguments is null ? $"command of {Text?.Length ?? 0} characters" : $"program with {Math.Max(Arguments.Count - 1, 0)} arguments";

    /// <summary>Whether opening its input and targets may take time, or runs code of the user's.</summary>
    internal bool HasForeignStreams => StandardInput is { IsForeign: true } || StandardOutputTarget is not null || StandardErrorTarget is not null;

    /// <summary>Refuses what contradicts itself.</summary>
    internal void ThrowIfInvalid()
    {
        if (Text is null == Arguments is null)
        {
            throw new ArgumentException($"A command needs either {nameof(Text)} or {nameof(Arguments)}, and not both.");
        }

        if (Arguments is { Count: 0 })
        {
            throw new ArgumentException($"{nameof(Arguments)} is empty; the first of them is the program.");
        }

        if (Arguments is not null && Arguments.Contains(null!))
        {
            throw new ArgumentException($"One of the {nameof(Arguments)} is null.");
        }

        if (StandardErrorTarget is not null && (MergeOutputs || Terminal is not null))
        {
            throw new ArgumentException(
                $"{nameof(StandardErrorTarget)} would get nothing: with {(MergeOutputs ? nameof(MergeOutputs) : nameof(Terminal))} all output is standard output.");
        }
    }
}
