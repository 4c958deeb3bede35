using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Pipelines;

/// <summary>A stage of a built pipeline, and what goes on in it.</summary>
public sealed class StageInfo
{
    private readonly Lock _gate = new();
    private readonly long[] _inputs = new long[Enum.GetValues<StagePhase>().Length];
    private long _retried;
    private long _passed;

    internal StageInfo(string name, int parallelism, int capacity)
    {
        Name = name;
        Parallelism = parallelism;
        Capacity = capacity;
    }

    /// <summary>Name of the stage. In a branch of <c>FanOut</c>: <c>&lt;fan-out&gt;/&lt;branch&gt;/&lt;stage&gt;</c>.</summary>
    public string Name { get; }

    /// <summary>The most attempts that run at once in one run of the pipeline.</summary>
    public int Parallelism { get; }

    /// <summary>The most items in the stage in one run of the pipeline.</summary>
    public int Capacity { get; }

    /// <summary>What the stage has done and is doing, as of now. All numbers belong to the same moment.</summary>
    public StageCounts Counts
    {
        get
        {
            lock (_gate)
            {
                return new StageCounts
                {
                    Queued = _inputs[(int)StagePhase.Queued],
                    Running = _inputs[(int)StagePhase.Running],
                    Waiting = _inputs[(int)StagePhase.Waiting],
                    Succeeded = _inputs[(int)StagePhase.Succeeded],
                    Failed = _inputs[(int)StagePhase.Failed],
                    TimedOut = _inputs[(int)StagePhase.TimedOut],
                    Rejected = _inputs[(int)StagePhase.Rejected],
                    Cancelled = _inputs[(int)StagePhase.Cancelled],
                    Retried = _retried,
                    Passed = _passed,
                };
            }
        }
    }

    /// <summary>The name and what goes on.</summary>
    public override string ToString()
    {
        var counts = Counts;
        return $"{Name}: {counts.Queued} queued, {counts.Running} running, {counts.Waiting} waiting, {counts.Ended} ended";
    }

    internal static StagePhase EndOf(OutcomeKind kind) => kind switch
    {
        OutcomeKind.Succeeded => StagePhase.Succeeded,
        OutcomeKind.Failed => StagePhase.Failed,
        OutcomeKind.TimedOut => StagePhase.TimedOut,
        OutcomeKind.Rejected => StagePhase.Rejected,
        _ => StagePhase.Cancelled,
    };

    internal void Move(StagePhase from, StagePhase to, int inputs = 1)
    {
        lock (_gate)
        {
            _inputs[(int)from] -= inputs;
            _inputs[(int)to] += inputs;
        }
    }

    internal void CountRetry()
    {
        lock (_gate)
        {
            _retried++;
        }
    }

    internal void CountPassed()
    {
        lock (_gate)
        {
            _passed++;
        }
    }
}

/// <summary>Where an input of a stage is.</summary>
internal enum StagePhase
{
    Outside,
    Queued,
    Running,
    Waiting,
    Succeeded,
    Failed,
    TimedOut,
    Rejected,
    Cancelled,
}
