using Arrea.Dataflow.Outcomes;
using Arrea.Dataflow.Scheduling;

namespace Arrea.Dataflow.Batches;

/// <summary>
/// Buffer → Validate → Execute, with the retries beside it. What travels through the blocks is not the jobs but as many
/// lanes as the batch has workers: a lane comes into the buffer with a slot of the engine, takes jobs, validates and runs
/// them one after another, and leaves when there are none. A job that waits for its retry is in no lane.
/// </summary>
internal sealed partial class BatchMesh
{
    private readonly Lock _gate = new();
    private readonly int _workers;
    private readonly JobSource _source;
    private readonly ResultStore _results;
    private readonly Action _completed;

    private readonly LaneBlocks _blocks = new();
    private readonly SlotShare _share;
    private readonly LaneWatch _watch;
    private readonly RetryBlock _retries;
    private readonly Stack<Lane> _idle = new();
    private readonly Func<Lane> _makeLane;

    private Lane[] _lanes = [];

    // Guarded by the gate.
    private int _running;
    private int _requested;
    private bool _started;
    private bool _done;

    /// <param name="host">What the engine's batches share.</param>
    /// <param name="workers">The most lanes.</param>
    /// <param name="source">Where the jobs come from.</param>
    /// <param name="results">Where the results go.</param>
    /// <param name="makeLane">Makes a lane for this mesh.</param>
    /// <param name="completed">Called once when every job has its outcome.</param>
    public BatchMesh(BatchHost host, int workers, JobSource source, ResultStore results, Func<BatchMesh, Lane> makeLane, Action completed)
    {
        _workers = workers;
        _source = source;
        _makeLane = () => makeLane(this);
        _results = results;
        _completed = completed;
        _share = new SlotShare(host.Slots, OnSlotGranted, SlotLoan.Find(host.Slots));
        _watch = new LaneWatch(host.Time, () => Volatile.Read(ref _lanes));
        _retries = new RetryBlock(host.Time, Wake);
    }

    public Lane[] Lanes => Volatile.Read(ref _lanes);

    public LaneWatch Watch => _watch;

    public SlotShare Share => _share;

    public StopReason StopReason => _stop;

    /// <summary>Whether a lane has to look, before it runs a job, if the job may still run.</summary>
    public bool MustAsk => _stop != StopReason.None || Volatile.Read(ref _cancelled) is not null;

    /// <summary>The workers that live: that run a job, or wait for its retry. Each once; a job that moves at this moment may be missed.</summary>
    public IEnumerable<WorkerSight> Sights => Lanes.Select(static lane => lane.Sight).OfType<WorkerSight>()
        .Concat(_retries.Waiting.Select(static claim => new WorkerSight(claim.Index, claim.Attempts, WorkerPhase.WaitingForRetry, Percent: 0)))
        .DistinctBy(static sight => sight.Index);

    /// <summary>Lets the lanes in: nothing happens to a job before.</summary>
    public void Start()
    {
        lock (_gate)
        {
            _started = true;
        }

        if (StopReason != StopReason.None)
        {
            EndRest();
        }
        else
        {
            WakeUpTo(_source.Count ?? 0);
        }
    }

    /// <summary>The reader of the results has caught up.</summary>
    public void OnRoom() => WakeUpTo(_workers);

    /// <summary>The source has a job more, or has run dry.</summary>
    public void OnSourceReady()
    {
        if (_source.HasReady)
        {
            Wake();
        }
        else
        {
            CompleteIfDone();
        }
    }

    /// <summary>Takes a job, one whose retry is due first.</summary>
    public bool TryTake(out Claim claim)
    {
        claim = default;
        return !_results.IsFull && (_retries.TryTake(out claim) || _source.TryTake(out claim));
    }

    /// <summary>Runs a job again after a wait.</summary>
    public void Retry(Claim claim, TimeSpan delay)
    {
        _retries.Add(claim, delay);
        if (MustAsk && ReasonToEnd(claim.Index) != StopReason.None)
        {
            // Too late to be found by who stopped it.
            _retries.Hurry(waiting => waiting.Index == claim.Index);
        }
    }

    /// <summary>A lane found nothing to take.</summary>
    /// <returns>Whether it is gone; false when there is something after all.</returns>
    public bool TryRetire(Lane lane)
    {
        bool hadSlot;
        lock (_gate)
        {
            if (HasWork)
            {
                return false;
            }

            hadSlot = Leave(lane);
        }

        // The slot is free before anybody hears of the end, so that what follows the batch finds it.
        if (hadSlot)
        {
            _share.Release();
        }

        CompleteIfDone();
        return true;
    }

    /// <summary>A lane steps back into the queue for slots: others lack one, or it has lost its own.</summary>
    public void Yield(Lane lane)
    {
        bool hadSlot;
        lock (_gate)
        {
            hadSlot = Leave(lane);
            _requested++;
        }

        if (hadSlot)
        {
            _share.Release();
        }

        _share.Request();
    }

    /// <summary>Lets a new lane go on where the delegate of another one does not come back.</summary>
    public void Replace(Lane lost, Lane heir)
    {
        lock (_gate)
        {
            var lanes = (Lane[])_lanes.Clone();
            lanes[Array.IndexOf(lanes, lost)] = heir;
            Volatile.Write(ref _lanes, lanes);
        }

        _blocks.Post(heir);
    }

    private bool HasWork => !_results.IsFull && (_retries.HasDue || _source.HasReady);

    private void Wake() => WakeUpTo(1);

    private void WakeUpTo(int lanes)
    {
        lock (_gate)
        {
            lanes = !_started || _done ? 0 : Math.Min(lanes, _workers - _running - _requested);
            _requested += Math.Max(lanes, 0);
        }

        for (; lanes > 0; lanes--)
        {
            _share.Request();
        }
    }

    private void OnSlotGranted()
    {
        Lane? lane = null;
        TaskCompletionSource? returning;
        lock (_gate)
        {
            if (!IsTaken(out returning))
            {
                _requested--;
                lane = _done ? null : Enter();
            }
        }

        if (returning is not null)
        {
            returning.SetResult();
            return;
        }

        if (lane is null)
        {
            _share.Release();
            return;
        }

        lane.Slot.Take();
        _blocks.Post(lane);
    }

    private Lane Enter()
    {
        _running++;
        if (!_idle.TryPop(out var lane))
        {
            lane = _makeLane();
            Volatile.Write(ref _lanes, [.. _lanes, lane]);
        }

        return lane;
    }

    /// <summary>Takes a lane out of the running ones.</summary>
    /// <returns>Whether it had a slot, which is now the caller's to release.</returns>
    private bool Leave(Lane lane)
    {
        // Before it is among the idle: from there another thread may send it off again at once, with a slot of its own.
        var hadSlot = lane.Slot.Lose();
        _running--;
        _idle.Push(lane);
        return hadSlot;
    }

    private void CompleteIfDone()
    {
        lock (_gate)
        {
            if (_done || !_started || _running > 0 || !_retries.IsEmpty || !_source.IsDry)
            {
                return;
            }

            _done = true;
        }

        _share.Withdraw();
        _watch.Dispose();
        _retries.Dispose();
        _blocks.Complete();
        _completed();
    }
}
