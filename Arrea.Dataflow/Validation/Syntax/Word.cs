namespace Arrea.Dataflow.Validation.Syntax;

/// <summary>A word of the shell: literal pieces and expansions, one right behind the other.</summary>
public sealed class Word : SyntaxNode
{
    internal Word(Range span, IReadOnlyList<WordPart> parts)
        : base(span) => Parts = parts;

    /// <summary>The pieces. An empty pair of quotes is a literal of no characters.</summary>
    public IReadOnlyList<WordPart> Parts { get; }
}

/// <summary>A piece of a word.</summary>
public abstract class WordPart : SyntaxNode
{
    private protected WordPart(Range span, bool isQuoted)
        : base(span) => IsQuoted = isQuoted;

    /// <summary>Whether it stands in quotes, so that its value is neither split nor taken as a pattern.</summary>
    public bool IsQuoted { get; }
}

/// <summary>Text that stands for itself.</summary>
public sealed class LiteralText : WordPart
{
    internal LiteralText(Range span, string text, Quoting quoting)
        : base(span, quoting != Quoting.None)
    {
        Text = text;
        Quoting = quoting;
    }

    /// <summary>The text after the shell took the quotes off; escapes of <c>$'…'</c> are done.</summary>
    public string Text { get; }

    /// <summary>How it is quoted. Unquoted text may still hold patterns, braces and a tilde.</summary>
    public Quoting Quoting { get; }
}

/// <summary>How a literal is quoted.</summary>
public enum Quoting
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>By a backslash: one character.</summary>
    Backslash,

    /// <summary><c>'…'</c>.</summary>
    Single,

    /// <summary><c>"…"</c>.</summary>
    Double,

    /// <summary><c>$'…'</c>.</summary>
    AnsiC,
}

/// <summary><c>$NAME</c> or <c>${…}</c>.</summary>
public sealed class ParameterExpansion : WordPart
{
    internal ParameterExpansion(
        Range span, bool isQuoted, string name, Word? subscript, string @operator, Word? operand, Word? second, bool isLength, bool isIndirect)
        : base(span, isQuoted)
    {
        Name = name;
        Subscript = subscript;
        Operator = @operator;
        Operand = operand;
        Second = second;
        IsLength = isLength;
        IsIndirect = isIndirect;
    }

    /// <summary>The name: of a variable, a number, or one of <c>@ * # ? - $ ! _</c>.</summary>
    public string Name { get; }

    /// <summary>What stands between brackets, also <c>@</c> and <c>*</c>; null where none are.</summary>
    public Word? Subscript { get; }

    /// <summary>The operator, empty where there is none: <c>- :- = := ? :? + :+ # ## % %% / // /# /% ^ ^^ , ,, : @ *</c>; <c>:</c> cuts a substring; <c>@</c> transforms; <c>*</c> or <c>@</c> with <see cref="IsIndirect"/> lists names.</summary>
    public string Operator { get; }

    /// <summary>What follows the operator; null where nothing may.</summary>
    public Word? Operand { get; }

    /// <summary>The replacement of <c>/</c>, or the length of <c>:</c>; null where none is written.</summary>
    public Word? Second { get; }

    /// <summary>Whether the operator makes another text of the value, instead of standing in for it.</summary>
    internal bool IsTransform => Operator is not ("" or "-" or ":-" or "=" or ":=" or "?" or ":?" or "+" or ":+");

    /// <summary>Whether it is <c>${#NAME}</c>.</summary>
    public bool IsLength { get; }

    /// <summary>Whether it is <c>${!NAME}</c>.</summary>
    public bool IsIndirect { get; }
}

/// <summary><c>$( … )</c> or backticks.</summary>
public sealed class CommandSubstitution : WordPart
{
    internal CommandSubstitution(Range span, bool isQuoted, StatementList body, bool isBackquoted)
        : base(span, isQuoted)
    {
        Body = body;
        IsBackquoted = isBackquoted;
    }

    /// <summary>What runs. The spans of what stands in backticks are those of the whole substitution where escapes shift them.</summary>
    public StatementList Body { get; }

    /// <summary>Whether it is written with backticks.</summary>
    public bool IsBackquoted { get; }
}

/// <summary><c>$(( … ))</c> or <c>$[ … ]</c>.</summary>
public sealed class ArithmeticExpansion : WordPart
{
    internal ArithmeticExpansion(Range span, bool isQuoted, Word expression)
        : base(span, isQuoted) => Expression = expression;

    /// <summary>The expression, with the expansions in it.</summary>
    public Word Expression { get; }
}

/// <summary><c>&lt;( … )</c> or <c>&gt;( … )</c>.</summary>
public sealed class ProcessSubstitution : WordPart
{
    internal ProcessSubstitution(Range span, bool isInput, StatementList body)
        : base(span, isQuoted: false)
    {
        IsInput = isInput;
        Body = body;
    }

    /// <summary>Whether what it writes is read: <c>&lt;( … )</c>.</summary>
    public bool IsInput { get; }

    /// <summary>What runs.</summary>
    public StatementList Body { get; }
}

/// <summary>The elements of an array: <c>(a b [5]=c)</c>.</summary>
public sealed class ArrayLiteral : WordPart
{
    internal ArrayLiteral(Range span, IReadOnlyList<Word> elements)
        : base(span, isQuoted: false) => Elements = elements;

    /// <summary>The elements; one with an index begins with the literal <c>[index]=</c>.</summary>
    public IReadOnlyList<Word> Elements { get; }
}
