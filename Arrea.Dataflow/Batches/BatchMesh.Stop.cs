using System.Collections.Concurrent;
using Arrea.Dataflow.Outcomes;

namespace Arrea.Dataflow.Batches;

/// <summary>Ending what runs, and what has yet to: all of it, or one job.</summary>
internal sealed partial class BatchMesh
{
    private ConcurrentDictionary<int, bool>? _cancelled;
    private volatile StopReason _stop;

    /// <summary>Why a job may not run (on), if there is a reason.</summary>
    public StopReason ReasonToEnd(int index)
        => StopReason is var reason and not StopReason.None ? reason
            : Volatile.Read(ref _cancelled)?.ContainsKey(index) ?? false ? StopReason.Cancelled
            : StopReason.None;

    /// <summary>Ends one job: at once when it runs or waits for a retry, else when a lane comes to it.</summary>
    public void Cancel(int index)
    {
        var cancelled = LazyInitializer.EnsureInitialized(ref _cancelled, static () => new ConcurrentDictionary<int, bool>());
        cancelled[index] = true;

        // A lane first says which job it runs and then asks MustAsk, without a fence in between: see LaneWatch.
        Interlocked.MemoryBarrierProcessWide();
        foreach (var lane in Lanes)
        {
            lane.Stop(StopReason.Cancelled, index);
        }

        _retries.Hurry(claim => claim.Index == index);
    }

    /// <summary>Starts nothing more, and ends what runs; of one that is drained, only what waits. The first reason counts, but what is drained may still be ended.</summary>
    public void Stop(StopReason reason)
    {
        var before = Interlocked.CompareExchange(ref _stop, reason, StopReason.None);
        if (before == StopReason.Drained && reason != StopReason.Drained)
        {
            before = Interlocked.CompareExchange(ref _stop, reason, StopReason.Drained) == StopReason.Drained ? StopReason.None : reason;
        }

        if (before != StopReason.None)
        {
            return;
        }

        _results.Stop();
        _source.Stop();
        Interlocked.MemoryBarrierProcessWide();
        foreach (var lane in Lanes)
        {
            lane.Stop(reason);
        }

        _retries.Hurry(static _ => true);
        EndRest();
    }

    /// <summary>Ends the jobs that have not started; that needs no slot, and must not wait for one.</summary>
    private void EndRest()
    {
        Lane lane;
        lock (_gate)
        {
            if (_done || !_started)
            {
                return;
            }

            lane = Enter();
        }

        _blocks.Post(lane);
    }
}
