using Arrea.Cli.Arguments;

namespace Arrea.Cli.Sources;

/// <summary>Where the commands of a run come from: a list that is known whole, or a pipe that is read as it comes.</summary>
internal abstract class CommandSource
{
    private protected CommandSource()
    {
    }

    /// <summary>How many commands there are; null when that shows only at the end.</summary>
    public abstract int? Count { get; }

    /// <summary>Opens the source that the options name.</summary>
    /// <exception cref="UsageException">There is none, or it cannot be read.</exception>
    public static CommandSource Open(RunOptions options)
    {
        if (options.Commands.Count > 0)
        {
            return new ListedCommands(options.Commands);
        }

        if (options.File is not null)
        {
            return ListedCommands.FromFile(options.File);
        }

        return StandardInput.Kind switch
        {
            InputKind.File => ListedCommands.FromFile("-"),
            InputKind.Pipe => new PipedCommands(StandardInput.Open()),
            _ => throw new UsageException(
                "no source of jobs: give --command TEXT, --file FILE, or commands on standard input. Try 'arrea run --help'."),
        };
    }

    /// <summary>The command at a place, from its reading to its end.</summary>
    public abstract string TextOf(int index);

    /// <summary>The command at a place has ended.</summary>
    public virtual void Ended(int index)
    {
    }

    /// <summary>Reads the commands.</summary>
    /// <param name="cancellationToken">Stops waiting for the next one.</param>
    public abstract IAsyncEnumerable<string> ReadAsync(CancellationToken cancellationToken = default);
}
