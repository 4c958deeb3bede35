using Arrea.Cli.Arguments;
using Arrea.Dataflow.Jobs;

namespace Arrea.Cli.Sources;

/// <summary>Where the jobs of a run come from: a list that is known whole, or a pipe that is read as it comes.</summary>
internal abstract class JobSource
{
    private protected JobSource()
    {
    }

    /// <summary>How many jobs there are; null when that shows only at the end.</summary>
    public abstract int? Count { get; }

    /// <summary>Opens the source that the options name.</summary>
    /// <exception cref="UsageException">There is none, or it cannot be read.</exception>
    public static JobSource Open(RunOptions options) => new SourceChoice(options).Open();

    /// <summary>The job at a place, from its reading to its end.</summary>
    public abstract Job JobAt(int index);

    /// <summary>The job at a place runs in a slot whose number stands in its command.</summary>
    public abstract void RunsIn(int index, int slot);

    /// <summary>The number of the job at a place, from 1: where it stands in the whole input, some of which may have been left out.</summary>
    public virtual int SeqAt(int index) => index + 1;

    /// <summary>The job at a place has ended.</summary>
    public virtual void Ended(int index)
    {
    }

    /// <summary>Reads the jobs.</summary>
    /// <param name="cancellationToken">Stops waiting for the next one.</param>
    public abstract IAsyncEnumerable<Job> ReadAsync(CancellationToken cancellationToken = default);
}
