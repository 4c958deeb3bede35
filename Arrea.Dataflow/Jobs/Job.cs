using System.Collections.ObjectModel;
using Arrea.Dataflow.Checks;
using Arrea.Dataflow.Commands;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Protection;
using Arrea.Dataflow.Runtimes;

namespace Arrea.Dataflow.Jobs;

/// <summary>What is to run: a shell command or a .NET delegate, and under which conditions. Immutable.</summary>
/// <remarks>
/// A string converts to a command; <c>Job.Run</c> makes a job of a delegate; <c>job with { Tag = "nightly" }</c> adds to it.
/// The same job may be given more than once, to the same batch too.
/// </remarks>
public partial record Job
{
    // A delegate job keeps the user's delegate and how to call it, so that one small type serves every shape of delegate.
    private readonly Delegate? _run;
    private readonly Invoker? _invoke;

    /// <summary>Makes a job of a shell command.</summary>
    /// <param name="command">The text given to the shell, unchanged.</param>
    /// <exception cref="ArgumentNullException"><paramref name="command"/> is null.</exception>
    public Job(string command)
    {
        ArgumentNullException.ThrowIfNull(command);
        Command = command;
    }

    private protected Job(Delegate run, Invoker invoke, bool needsContext)
    {
        ArgumentNullException.ThrowIfNull(run);
        _run = run;
        _invoke = invoke;
        NeedsContext = needsContext;
    }

    internal delegate ValueTask<object?> Invoker(Delegate run, CancellationToken cancellationToken, WorkerContext? context);

    /// <summary>The shell command; null for a delegate.</summary>
    public string? Command { get; private init; }

    /// <summary>A name of the caller's choice, carried by results and events. Default: none.</summary>
    public string? Tag { get; init; }

    /// <summary>How long one attempt may take. More than zero, <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for none, or null (default) for what the batch or the policy says.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero or negative.</exception>
    public TimeSpan? Timeout { get; init => field = Check.TimeLimit(value); }

    /// <summary>How long all attempts together may take, waits included, from the moment when a worker has the job. As <see cref="Timeout"/>; null (default) for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero or negative.</exception>
    public TimeSpan? Deadline { get; init => field = Check.TimeLimit(value); }

    /// <summary>What to do after a failed attempt; null (default) for what the batch or the engine says.</summary>
    /// <exception cref="ArgumentException">Its action is <see cref="PolicyAction.Custom"/>, and it has no handler.</exception>
    public ErrorPolicy? Policy { get; init => field = value?.Validated(); }

    /// <summary>What each attempt has to pass before it runs; null (default) for what the batch says. It takes the place of the batch's as a whole.</summary>
    /// <exception cref="ArgumentException">More is asked for than the bulkhead or the rate limiter can ever give.</exception>
    public AttemptProtection? Protection { get; init => field = value?.Validated(); }

    /// <summary>Jobs of one key never overlap, in the whole engine, and start in the order of submission; a delegate that was left behind has given its key up. A job must not wait for another of its own key, nor for one whose key a third job has that lacks a slot because of the one that waits. Default: none.</summary>
    public string? Key { get; init; }

    /// <summary>Jobs of a batch with a higher priority start before those with a lower one; so do those of a queue worker. Any whole number, also below zero. Default: 0.</summary>
    public int Priority { get; init; }

    /// <summary>Working directory of a command; null (default) for that of this process.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Environment variables of a command beside the inherited ones; a null value removes one. Copied as it is set. Default: none.</summary>
    public IReadOnlyDictionary<string, string?>? Environment { get; init => field = CopyOf(value); }

    /// <summary>A command's standard input; null (default) for the null device. A string converts to it.</summary>
    public CommandInput? StandardInput { get; init; }

    /// <summary>Where a command's standard output goes beside being captured; null (default) for nowhere.</summary>
    public OutputTarget? StandardOutputTarget { get; init; }

    /// <summary>Where a command's standard error goes beside being captured; null (default) for nowhere.</summary>
    public OutputTarget? StandardErrorTarget { get; init; }

    /// <summary>Whether a command's standard error goes the way of its standard output, in the order in which it writes. Default: false.</summary>
    public bool MergeOutputs { get; init; }

    /// <summary>A pseudo-terminal for a command; null (default) for none. Linux only.</summary>
    public PseudoTerminal? Terminal { get; init; }

    /// <summary>The names of the variables that a command inherits, when not all are to be; null (default) for what the engine's options say.</summary>
    public IReadOnlyCollection<string>? InheritedVariables { get; init => field = value is null ? null : Array.AsReadOnly([.. value]); }

    /// <summary>The number of the signal that asks a command to end. Range: 1 to 64. Null (default) for what the engine's options say.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public int? KillSignal { get; init => field = value is { } signal ? Check.InRange(signal, 1, CommandRequest.LastSignal) : null; }

    /// <summary>The shell that runs a command; null (default) for what the engine's options, <c>$SHELL</c> and the login shell say, in this order.</summary>
    public string? Shell { get; init; }

    /// <summary>The versions of languages that a command runs with; at most one of each language, whoever manages it. Default: none.</summary>
    /// <remarks>
    /// They hold against what <see cref="Environment"/> and the folder say. Before an attempt the managers are asked whether they have them. What
    /// is missing fails the job with <see cref="Outcomes.JobErrorCodes.StartFailed"/>, and the message says how to install it. A list is copied as it is set.
    /// </remarks>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    /// <exception cref="ArgumentException">The list holds a null, or two versions of one language.</exception>
    public IReadOnlyList<RuntimeVersion> RuntimeVersions { get; init => field = RuntimeVersion.Checked(value); } = [];

    /// <summary>Whether a command is validated before it runs. Default: true. Switch it off only for text that you wrote yourself.</summary>
    public bool Validate { get; init; } = true;

    /// <summary>Whether the delegate takes a <see cref="WorkerContext"/>.</summary>
    internal bool NeedsContext { get; }

    /// <summary>Makes a job of a shell command, as <see cref="Job(string)"/> does.</summary>
    /// <param name="command">The text given to the shell, unchanged.</param>
    public static implicit operator Job(string command) => FromString(command);

    /// <summary>Makes a job of a shell command, as <see cref="Job(string)"/> does.</summary>
    /// <param name="command">The text given to the shell, unchanged.</param>
    /// <returns>The job.</returns>
    public static Job FromString(string command) => new(command);

    /// <summary>The kind and the tag. Never the command, which may hold secrets.</summary>
    public sealed override string ToString() => Tag is null ? Kind : $"{Kind} '{Tag}'";

    // Entry by entry: that is what a dictionary for many threads allows at any time.
    private static ReadOnlyDictionary<string, string?>? CopyOf(IReadOnlyDictionary<string, string?>? variables)
    {
        if (variables is null)
        {
            return null;
        }

        var copy = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (name, value) in variables)
        {
            copy[name] = value;
        }

        return copy.AsReadOnly();
    }

    private string Kind => Command is null ? "delegate" : "command";

    /// <summary>Calls the delegate once. What it throws comes out of here or through the task.</summary>
    internal ValueTask<object?> InvokeAsync(WorkerContext? context, CancellationToken cancellationToken)
        => _invoke!(_run!, cancellationToken, context);

    internal virtual JobResult MakeResult(string batchId, int index, in JobRecord record, string? worker = null) => new(batchId, index, this, record) { NamedWorker = worker };
}

/// <summary>A delegate job that yields a value.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed record Job<T> : Job
{
    internal Job(Delegate run, Invoker invoke, bool needsContext)
        : base(run, invoke, needsContext)
    {
    }

    internal override JobResult MakeResult(string batchId, int index, in JobRecord record, string? worker = null)
        => new JobResult<T>(batchId, index, this, record) { NamedWorker = worker };

    /// <summary>The wrapper that carries a <typeparamref name="T"/> where any value goes; completed tasks stay free of a state machine.</summary>
    internal static ValueTask<object?> Box(ValueTask<T> task)
    {
        return task.IsCompletedSuccessfully ? new ValueTask<object?>(task.Result) : Await(task);

        static async ValueTask<object?> Await(ValueTask<T> task) => await task.ConfigureAwait(false);
    }
}
