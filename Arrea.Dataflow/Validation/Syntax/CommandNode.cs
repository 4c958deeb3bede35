namespace Arrea.Dataflow.Validation.Syntax;

/// <summary>A command: a simple one, or a compound one such as a loop.</summary>
public abstract class CommandNode : SyntaxNode
{
    private protected CommandNode(Range span, IReadOnlyList<Redirection> redirections)
        : base(span) => Redirections = redirections;

    /// <summary>The redirections of this command, in order.</summary>
    public IReadOnlyList<Redirection> Redirections { get; }
}

/// <summary>Assignments, words and redirections: <c>A=1 make -j 4 &gt; log</c>.</summary>
public sealed class SimpleCommand : CommandNode
{
    internal SimpleCommand(Range span, IReadOnlyList<Assignment> assignments, IReadOnlyList<Word> words, IReadOnlyList<Redirection> redirections)
        : base(span, redirections)
    {
        Assignments = assignments;
        Words = words;
    }

    /// <summary>The assignments before the first word.</summary>
    public IReadOnlyList<Assignment> Assignments { get; }

    /// <summary>The name of the command and its arguments; empty when there are only assignments or redirections.</summary>
    public IReadOnlyList<Word> Words { get; }
}

/// <summary><c>NAME=value</c>, <c>NAME+=value</c>, <c>NAME[i]=value</c> or <c>NAME=(a b)</c>.</summary>
public sealed class Assignment : SyntaxNode
{
    internal Assignment(Range span, string name, Word? subscript, bool isAppend, Word? value)
        : base(span)
    {
        Name = name;
        Subscript = subscript;
        IsAppend = isAppend;
        Value = value;
    }

    /// <summary>The name of the variable.</summary>
    public string Name { get; }

    /// <summary>What stands between the brackets; null where none are.</summary>
    public Word? Subscript { get; }

    /// <summary>Whether it is <c>+=</c>.</summary>
    public bool IsAppend { get; }

    /// <summary>The value; null where nothing follows the sign. The value of an array is a word of one <see cref="ArrayLiteral"/>.</summary>
    public Word? Value { get; }
}

/// <summary>A redirection: <c>2&gt;&gt; log</c>, <c>&lt;&lt;&lt; text</c>, a here-document.</summary>
public sealed class Redirection : SyntaxNode
{
    internal Redirection(Range span, int? descriptor, string? descriptorVariable, string @operator, Word target, Word? hereDocument)
        : base(span)
    {
        Descriptor = descriptor;
        DescriptorVariable = descriptorVariable;
        Operator = @operator;
        Target = target;
        HereDocument = hereDocument;
    }

    /// <summary>The number before the operator; null where none is written.</summary>
    public int? Descriptor { get; }

    /// <summary>The name in <c>{NAME}&gt;</c>; null where none is written.</summary>
    public string? DescriptorVariable { get; }

    /// <summary>The operator: <c>&lt; &gt; &gt;&gt; &gt;| &lt;&gt; &lt;&amp; &gt;&amp; &amp;&gt; &amp;&gt;&gt; &lt;&lt; &lt;&lt;- &lt;&lt;&lt;</c>.</summary>
    public string Operator { get; }

    /// <summary>What follows the operator: a file, a descriptor, the text of a here-string, the delimiter of a here-document as one literal.</summary>
    public Word Target { get; }

    /// <summary>The text of a here-document, tabs of <c>&lt;&lt;-</c> already taken off; null for other redirections. All literal where the delimiter is quoted.</summary>
    public Word? HereDocument { get; internal set; }
}
