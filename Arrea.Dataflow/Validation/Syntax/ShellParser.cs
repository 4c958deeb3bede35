namespace Arrea.Dataflow.Validation.Syntax;

/// <summary>Reads a text as a shell would, without running any of it.</summary>
/// <remarks>
/// It never throws on a text, however broken, and its time grows with the length of the text alone. What does not parse is
/// a <see cref="SyntaxProblem"/>. So is what nests deeper than 100 levels, or would have to be read again too often:
/// then <see cref="SyntaxProblem.IsBudget"/> is true.
/// </remarks>
public static class ShellParser
{
    /// <summary>Reads a text as bash does.</summary>
    /// <param name="text">The text; may be empty.</param>
    /// <returns>The tree of the statements before the first problem, and the problem.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static ShellScript Parse(string text) => Parse(text, ShellDialect.Bash);

    /// <summary>Reads a text by the grammar of a shell.</summary>
    /// <param name="text">The text; may be empty.</param>
    /// <param name="dialect">The shell.</param>
    /// <returns>The tree of the statements before the first problem, and the problem.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="dialect"/> is not one of its values.</exception>
    public static ShellScript Parse(string text, ShellDialect dialect)
    {
        ArgumentNullException.ThrowIfNull(text);
        return dialect is ShellDialect.Bash or ShellDialect.Posix
            ? new Parser(text, dialect, new ParseBudget(text.Length)).Script()
            : throw new ArgumentOutOfRangeException(nameof(dialect), dialect, "Expected Bash or Posix.");
    }
}
