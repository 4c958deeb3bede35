using System.Collections.Concurrent;
using Arrea.Dataflow.Scheduling;

namespace Arrea.Dataflow.Batches;

/// <summary>Stands beside a batch's mesh and keeps the jobs that wait for their retry, in no lane and with no slot.</summary>
internal sealed class RetryBlock : IDisposable
{
    private readonly DelayQueue<Claim> _waiting;
    private readonly ConcurrentQueue<Claim> _due = new();
    private readonly Action _onDue;
    private int _count;

    /// <param name="time">The clock.</param>
    /// <param name="onDue">Called outside of any lock for each job that may be taken again.</param>
    public RetryBlock(TimeProvider time, Action onDue)
    {
        _onDue = onDue;
        _waiting = new DelayQueue<Claim>(time, MakeDue);
    }

    /// <summary>Whether nothing waits, and nothing is due that has not been taken.</summary>
    public bool IsEmpty => Volatile.Read(ref _count) == 0;

    /// <summary>Whether a job may be taken.</summary>
    public bool HasDue => !_due.IsEmpty;

    public void Add(Claim claim, TimeSpan delay)
    {
        Interlocked.Increment(ref _count);
        try
        {
            _waiting.Add(claim, delay);
        }
        catch
        {
            // The clock threw: the job is still its lane's.
            Interlocked.Decrement(ref _count);
            throw;
        }
    }

    public bool TryTake(out Claim claim)
    {
        claim = default;
        if (IsEmpty || !_due.TryDequeue(out claim))
        {
            return false;
        }

        Interlocked.Decrement(ref _count);
        return true;
    }

    /// <summary>The jobs that wait for their retry or are due: a picture, which may miss one that moves at this moment.</summary>
    public IEnumerable<Claim> Waiting => IsEmpty ? [] : _waiting.Snapshot().Concat(_due);

    /// <summary>Ends the wait of those that match.</summary>
    public void Hurry(Predicate<Claim> match) => _waiting.Take(match).ForEach(MakeDue);

    public void Dispose() => _waiting.Dispose();

    private void MakeDue(Claim claim)
    {
        _due.Enqueue(claim);
        _onDue();
    }
}
