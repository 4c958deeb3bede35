using Arrea.Dataflow.Jobs;

namespace Arrea.Dataflow.Batches;

/// <summary>Where the lanes of a batch take their jobs from.</summary>
internal abstract class JobSource
{
    /// <summary>How many jobs there are; null when that is not known yet.</summary>
    public abstract int? Count { get; }

    /// <summary>How many jobs are known of so far.</summary>
    public virtual int Known => Count ?? 0;

    /// <summary>Whether every job has been taken and none will come.</summary>
    public abstract bool IsDry { get; }

    /// <summary>Whether there may be a job to take now.</summary>
    public abstract bool HasReady { get; }

    /// <summary>Takes the next job, if there is one now.</summary>
    public abstract bool TryTake(out Claim claim);

    /// <summary>Told once for each job taken, when it has its outcome.</summary>
    public virtual void Ended(int index)
    {
    }

    /// <summary>The batch ends: what was held back may be taken (and will not be run), and no more is read.</summary>
    public virtual void Stop()
    {
    }
}

/// <summary>A list without keys and priorities: taking a job is one interlocked increment.</summary>
internal sealed class ListSource(Job[] jobs) : JobSource
{
    private int _taken;

    public override int? Count => jobs.Length;

    public override bool IsDry => Volatile.Read(ref _taken) >= jobs.Length;

    public override bool HasReady => !IsDry;

    public override bool TryTake(out Claim claim)
    {
        claim = default;

        // The look ahead of the increment keeps the counter from running away while lanes poll a dry list.
        if (IsDry)
        {
            return false;
        }

        var index = Interlocked.Increment(ref _taken) - 1;
        if (index >= jobs.Length)
        {
            return false;
        }

        claim.Index = index;
        claim.Job = jobs[index];
        return true;
    }
}
