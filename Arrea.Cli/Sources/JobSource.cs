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
    public static JobSource Open(RunOptions options)
    {
        var factory = new JobFactory(options);
        if (options.Input.Commands.Count > 0)
        {
            return Listed(options.Input.Commands);
        }

        if (options.Input.File is not null)
        {
            return Listed(InputFile.ReadLines(options.Input.File));
        }

        return StandardInput.Kind switch
        {
            InputKind.File => Listed(InputFile.ReadLines("-")),
            InputKind.Pipe => new PipedJobs(StandardInput.Open(), factory.Make),
            _ => throw new UsageException(
                "no source of jobs: give --command TEXT, --file FILE, or commands on standard input. Try 'arrea run --help'."),
        };

        ListedJobs Listed(IReadOnlyList<string> commands) => new([.. commands.Select(factory.Make)]);
    }

    /// <summary>The job at a place, from its reading to its end.</summary>
    public abstract Job JobAt(int index);

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
