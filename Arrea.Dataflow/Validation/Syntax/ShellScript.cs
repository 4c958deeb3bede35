namespace Arrea.Dataflow.Validation.Syntax;

/// <summary>A parsed shell text.</summary>
public sealed class ShellScript : SyntaxNode
{
    internal ShellScript(string text, ShellDialect dialect, StatementList body, IReadOnlyList<SyntaxProblem> problems)
        : base(0..text.Length)
    {
        Text = text;
        Dialect = dialect;
        Body = body;
        Problems = problems;
    }

    /// <summary>The text that was parsed.</summary>
    public string Text { get; }

    /// <summary>The shell whose grammar was used.</summary>
    public ShellDialect Dialect { get; }

    /// <summary>The statements, up to the first problem.</summary>
    public StatementList Body { get; }

    /// <summary>What does not parse, or is not known; empty when the whole text was understood.</summary>
    public IReadOnlyList<SyntaxProblem> Problems { get; }
}

/// <summary>The grammar that a text is read by.</summary>
public enum ShellDialect
{
    /// <summary>GNU bash, with its words beyond POSIX: arrays, <c>[[ ]]</c>, <c>$'…'</c>, here-strings, process substitution.</summary>
    Bash,

    /// <summary>A plain POSIX shell: dash, ash.</summary>
    Posix,
}

/// <summary>A place that does not parse, or that is not known.</summary>
/// <param name="Span">Where, in characters of the text.</param>
/// <param name="Message">What is wrong, as a sentence.</param>
/// <param name="IsBudget">Whether the parser gave up because the text nests too deep, rather than found fault.</param>
public sealed record SyntaxProblem(Range Span, string Message, bool IsBudget);
