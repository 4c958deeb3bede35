using System.Collections.Frozen;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Scheduling;

namespace Arrea.Dataflow.Pipelines.Stages;

/// <summary>What the stages of one run share: clock, slots, and how the run is told to end.</summary>
/// <remarks>The token is never given to a block: a cancelled block drops its queue, and what is dropped has no outcome.</remarks>
internal sealed class RunScope : IDisposable
{
    private const int GoingOn = -1;

    private readonly PipelineOptions _options;
    private readonly FrozenDictionary<string, StageInfo> _stages;
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationTokenRegistration _caller;
    private readonly TaskCompletionSource _quiet = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _endsAs = GoingOn;
    private int _attempts;

    public RunScope(string pipeline, PipelineOptions options, FrozenDictionary<string, StageInfo> stages, CancellationToken caller)
    {
        Pipeline = pipeline;
        _options = options;
        _stages = stages;
        Slots = options.Slots is { } slots ? new SlotQueue(slots) : null;
        Context = ExecutionContext.Capture();
        _caller = caller.UnsafeRegister(static run => ((RunScope)run!).End(OutcomeKind.Cancelled), this);
    }

    public string Pipeline { get; }

    public SlotQueue? Slots { get; }

    /// <summary>In what delegates run, so that they see the ambient values of whoever started the run.</summary>
    public ExecutionContext? Context { get; }

    public TimeProvider Time => _options.TimeProvider;

    public TimeSpan AbandonAfter => _options.AbandonAfter;

    public ErrorPolicy? DefaultPolicy => _options.DefaultPolicy?.Invoke();

    public Func<double> Random => _options.Random;

    /// <summary>Told when the run is to end before its inputs do.</summary>
    public CancellationToken Ending => _ending.Token;

    public bool IsEnding => Volatile.Read(ref _endsAs) != GoingOn;

    /// <summary>Done once the run is ending and no attempt is under way.</summary>
    public Task Quiet => _quiet.Task;

    public StageInfo InfoOf(string stage) => _stages[stage];

    /// <summary>What becomes of an input that the end of the run overtakes. Only once it is ending.</summary>
    public Outcome<T> EndOutcome<T>() => StageOutcomes.Ended<T>((OutcomeKind)Volatile.Read(ref _endsAs));

    /// <summary>Ends the run: no attempt begins any more, and those under way are told. The first call decides.</summary>
    public void End(OutcomeKind kind)
    {
        if (Interlocked.CompareExchange(ref _endsAs, (int)kind, GoingOn) != GoingOn)
        {
            return;
        }

        Slots?.Close();
        CancelQuietly(_ending);
        if (Volatile.Read(ref _attempts) == 0)
        {
            _quiet.TrySetResult();
        }
    }

    /// <summary>Announces an attempt; false when there must not be another one. Each true answer is owed an <see cref="EndAttempt"/>.</summary>
    public bool TryBeginAttempt()
    {
        Interlocked.Increment(ref _attempts);
        if (!IsEnding)
        {
            return true;
        }

        EndAttempt();
        return false;
    }

    public void EndAttempt()
    {
        if (Interlocked.Decrement(ref _attempts) == 0 && IsEnding)
        {
            _quiet.TrySetResult();
        }
    }

    /// <summary>Cancels without running any callback here; one that throws disturbs nobody.</summary>
    public static void CancelQuietly(CancellationTokenSource source) => _ = ObserveAsync(source.CancelAsync());

    /// <summary>Looks at how a task ends that nobody waits for, so that its exception is not reported as unobserved.</summary>
    public static async Task ObserveAsync(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public void Dispose()
    {
        _caller.Unregister();

        // Its callbacks may still be running when it was cancelled; then the collector does it.
        if (Interlocked.CompareExchange(ref _endsAs, (int)OutcomeKind.Cancelled, GoingOn) == GoingOn)
        {
            _ending.Dispose();
            _quiet.TrySetResult();
        }
    }
}
