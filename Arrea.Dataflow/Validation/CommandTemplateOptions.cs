using Arrea.Dataflow.Checks;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation;

/// <summary>How a <see cref="CommandTemplate"/> is read, and what becomes of several and of missing arguments. Immutable.</summary>
public sealed record CommandTemplateOptions
{
    /// <summary>The grammar of the shell that will run the command. Default: <see cref="ShellDialect.Bash"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public ShellDialect Dialect { get; init => field = Check.Defined(value); }

    /// <summary>Whether a word that holds <c>{}</c> is repeated for each of several arguments: <c>x-{}.y</c> becomes <c>x-a.y x-b.y</c>. Default: false, they are joined by spaces inside the word.</summary>
    /// <remarks>Only where any number of words may stand: not in an assignment, nor as the target of a redirection.</remarks>
    public bool RepeatWords { get; init; }

    /// <summary>Whether there may be fewer arguments than the highest number among the replacement strings. Nothing takes the place of one that is missing, and a word of which nothing is left goes. Default: false.</summary>
    public bool AllowMissing { get; init; }
}
