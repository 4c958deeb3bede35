using Arrea.Dataflow.Jobs;

namespace Arrea.Cli.Sources;

/// <summary>Makes jobs of what is read, one piece after another.</summary>
internal abstract class JobMaker
{
    private protected JobMaker()
    {
    }

    /// <summary>Takes a piece.</summary>
    /// <param name="piece">What was read: one text of each source.</param>
    /// <returns>The jobs that it completes.</returns>
    /// <exception cref="UsageException">It cannot be used.</exception>
    public abstract IEnumerable<Job> Add(IReadOnlyList<string> piece);

    /// <summary>The end has come.</summary>
    /// <returns>The jobs that it completes.</returns>
    public virtual IEnumerable<Job> End() => [];

    /// <summary>Makes all the jobs of a list.</summary>
    public IEnumerable<Job> All(IEnumerable<IReadOnlyList<string>> pieces) => pieces.SelectMany(Add).Concat(Deferred());

    // At the end, and not as the end is thought of.
    private IEnumerable<Job> Deferred()
    {
        foreach (var job in End())
        {
            yield return job;
        }
    }
}
