using Arrea.Cli.Arguments;

namespace Arrea.Cli;

/// <summary>A command of the program, such as <c>run</c>.</summary>
internal abstract class Subcommand
{
    /// <summary>The flags.</summary>
    public abstract FlagSet Flags { get; }

    /// <summary>What it does, in whole sentences.</summary>
    public abstract string Description { get; }

    /// <summary>The ways to call it, one a line, without the indent.</summary>
    public abstract string Usage { get; }

    /// <summary>Examples, one a line.</summary>
    public abstract string Examples { get; }

    /// <summary>What else there is to know: formats, exit codes.</summary>
    public abstract string Notes { get; }

    /// <summary>Begins, on another thread, what takes a while and depends on no flag.</summary>
    public virtual void Prepare()
    {
    }

    /// <summary>Does what the command line says.</summary>
    /// <param name="values">What was given for the flags.</param>
    /// <param name="operands">What stands beside them.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">The command line, or a file that it names, cannot be used.</exception>
    /// <exception cref="IOException">The output cannot be written.</exception>
    public abstract Task<int> RunAsync(FlagValues values, IReadOnlyList<string> operands);
}
