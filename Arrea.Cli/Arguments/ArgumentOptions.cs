using System.Text.RegularExpressions;
using Arrea.Dataflow.Validation;

namespace Arrea.Cli.Arguments;

/// <summary>How input becomes the arguments of commands.</summary>
internal sealed record ArgumentOptions
{
    /// <summary>The bytes that end a piece of input; null for lines.</summary>
    public byte[]? Delimiter { get; init; }

    /// <summary>The most arguments of one command; null for one, or with <see cref="Fills"/> for as many as fit.</summary>
    public int? MostArguments { get; init; }

    /// <summary>Whether a command gets as many arguments as fit.</summary>
    public required bool Fills { get; init; }

    /// <summary>What separates the columns of an argument; null when it has none.</summary>
    public Regex? Columns { get; init; }

    /// <summary>The size of the blocks that standard input is cut into, in bytes; null when it is not.</summary>
    public int? Block { get; init; }

    /// <summary>The key of a job, made of its arguments; null for none.</summary>
    public TextTemplate? Key { get; init; }
}
