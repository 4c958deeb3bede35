using Arrea.Dataflow.Checks;
using Arrea.Dataflow.Events;
using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Policies;
using Arrea.Dataflow.Protection;

namespace Arrea.Dataflow.Batches;

/// <summary>How a batch runs. Immutable, and safe to share.</summary>
public sealed record BatchOptions
{
    private readonly int? _workers;

    /// <summary>The most jobs of this batch that run at once. Range: 1 to the engine's <c>MaxWorkers</c>. Default: 4; of these no more run than the engine has slots.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int Workers
    {
        get => _workers ?? 4;
        init => _workers = Check.InRange(value, 1, int.MaxValue);
    }

    /// <summary>
    /// How long one attempt may take, unless its job says. More than zero, <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>
    /// for none, or null (default) for what the policy says, which is 30 s unless changed.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero or negative.</exception>
    public TimeSpan? Timeout { get; init => field = Check.TimeLimit(value); }

    /// <summary>
    /// How long one attempt may take beside <see cref="Timeout"/>, as a multiple of the median duration of the batch's attempts that
    /// have succeeded: 2 means twice as long. It holds from the first of them on, also for the attempts that run by then. The latest
    /// 999 count; the limit is never less than 100 ms. A job with a timeout of its own has that alone. Range: 1 to 1,000. Null (default): no such limit.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside its range.</exception>
    public double? TimeoutFactor { get; init => field = value is { } factor ? Check.InRange(factor, 1.0, 1000.0) : null; }

    /// <summary>How long the whole batch may take: then running jobs end <c>TimedOut</c>, waiting ones <c>Cancelled</c>. More than zero; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>, more than 45 days, or null (default) for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero or negative.</exception>
    public TimeSpan? Deadline { get; init => field = Check.TimeLimit(value); }

    /// <summary>What to do after a failed attempt, unless its job says. Null (default): what the engine's options say.</summary>
    /// <exception cref="ArgumentException">Its action is <see cref="PolicyAction.Custom"/>, and it has no handler.</exception>
    public ErrorPolicy? Policy { get; init => field = value?.Validated(); }

    /// <summary>What each attempt has to pass before it runs, unless its job says. Null (default): nothing.</summary>
    /// <exception cref="ArgumentException">More is asked for than the bulkhead or the rate limiter can ever give.</exception>
    public AttemptProtection? Protection { get; init => field = value?.Validated(); }

    /// <summary>The most jobs that a source of known size may have. 1 or more; null (default) for the engine's <c>MaxCommandsPerBatch</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? MaxCommands { get; init => field = value is { } max ? Check.InRange(max, 1, int.MaxValue) : null; }

    /// <summary>The order of <see cref="Batch.Results"/>. Default: <see cref="ResultOrder.Completion"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public ResultOrder Order { get; init => field = Check.Defined(value); } = ResultOrder.Completion;

    /// <summary>Whether the first job that fails, times out or is rejected ends the batch: running and waiting jobs end <c>Cancelled</c>. Default: false.</summary>
    public bool FailFast { get; init; }

    /// <summary>Whether the start and the end of each worker are written to the engine's log. Default: false.</summary>
    public bool Log { get; init; }

    /// <summary>Sees the events of this batch, from <see cref="BatchStarted"/> to <see cref="BatchCompleted"/>, as a subscriber: it may miss some when it is slow. Default: none.</summary>
    public IObserver<LeaderEvent>? Observer { get; init; }

    /// <summary>Records every event of this batch on the job's own path, missing none. Default: none.</summary>
    public IEventRecorder? Recorder { get; init; }

    /// <summary>Makes the batch the tasks of one worker made by hand; null (default) for a batch proper.</summary>
    internal WorkerTasks? Tasks { get; init; }

    /// <summary>Checks the number of workers against an engine's ceiling. The default is not cut down to it: the ceiling may rise while the batch runs, and the engine's slots hold it until then.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More were asked for than the ceiling allows.</exception>
    internal int WorkersWithin(int maxWorkers)
        => _workers is not { } asked || asked <= maxWorkers
            ? Workers
            : throw new ArgumentOutOfRangeException(nameof(Workers), asked, $"BatchOptions.Workers is {asked}, but the engine's MaxWorkers is {maxWorkers}. Ask for fewer, or raise the engine's max_workers (ArreaEngineOptions.MaxWorkers).");
}
