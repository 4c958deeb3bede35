namespace Arrea.Dataflow.Validation.Syntax;

/// <summary>A reserved word, where the grammar has one.</summary>
internal enum Keyword
{
    None,
    If,
    Then,
    Elif,
    Else,
    Fi,
    While,
    Until,
    For,
    Select,
    Do,
    Done,
    Case,
    In,
    Esac,
    Function,
    Coproc,
    Time,
    Not,
    OpenBrace,
    CloseBrace,
    OpenTest,
    CloseTest,
}

/// <summary>The reserved words by their text.</summary>
internal static class Keywords
{
    /// <summary>The longest of them, in characters.</summary>
    public const int MaxLength = 8;

    /// <summary>Whether a reserved word may begin so.</summary>
    public static bool MayBegin(int character) => character is (>= 'a' and <= 'z') or '!' or '{' or '}' or '[' or ']';

    /// <summary>The reserved word of a text.</summary>
    public static Keyword Of(ReadOnlySpan<char> text, bool isBash) => text switch
    {
        "if" => Keyword.If,
        "then" => Keyword.Then,
        "elif" => Keyword.Elif,
        "else" => Keyword.Else,
        "fi" => Keyword.Fi,
        "while" => Keyword.While,
        "until" => Keyword.Until,
        "for" => Keyword.For,
        "do" => Keyword.Do,
        "done" => Keyword.Done,
        "case" => Keyword.Case,
        "in" => Keyword.In,
        "esac" => Keyword.Esac,
        "!" => Keyword.Not,
        "{" => Keyword.OpenBrace,
        "}" => Keyword.CloseBrace,
        "select" when isBash => Keyword.Select,
        "function" when isBash => Keyword.Function,
        "coproc" when isBash => Keyword.Coproc,
        "time" when isBash => Keyword.Time,
        "[[" when isBash => Keyword.OpenTest,
        "]]" when isBash => Keyword.CloseTest,
        _ => Keyword.None,
    };

    /// <summary>Whether the word ends a list of statements instead of beginning one.</summary>
    public static bool IsCloser(Keyword word)
        => word is Keyword.Then or Keyword.Elif or Keyword.Else or Keyword.Fi or Keyword.Do or Keyword.Done or Keyword.Esac or Keyword.CloseBrace;
}
