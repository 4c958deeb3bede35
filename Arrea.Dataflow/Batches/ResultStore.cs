using Arrea.Dataflow.Jobs;

namespace Arrea.Dataflow.Batches;

/// <summary>Where the results of a batch go.</summary>
internal abstract class ResultStore
{
    private volatile bool _isFull;

    /// <summary>Whether the reader is so far behind that no further job should be taken for now.</summary>
    public bool IsFull
    {
        get => _isFull;
        protected set => _isFull = value;
    }

    /// <summary>Takes the result of a job.</summary>
    public abstract void Add(Job job, int index, in JobRecord record);

    /// <summary>Every result has been added.</summary>
    /// <param name="total">How many there are.</param>
    /// <param name="error">What the source of the jobs threw, when it did.</param>
    public abstract void Complete(int total, Exception? error);

    /// <summary>The batch ends: nobody may wait for a reader any more.</summary>
    public abstract void Stop();

    /// <summary>The results in input order; called after <see cref="Complete"/>.</summary>
    public abstract IReadOnlyList<JobResult> InInputOrder();
}
