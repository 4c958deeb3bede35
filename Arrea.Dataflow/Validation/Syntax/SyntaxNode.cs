namespace Arrea.Dataflow.Validation.Syntax;

/// <summary>A part of a parsed shell text. Immutable.</summary>
public abstract class SyntaxNode
{
    private protected SyntaxNode(Range span) => Span = span;

    /// <summary>Where it stands, in characters of the text.</summary>
    public Range Span { get; }

    /// <summary>The parts right below it: the words and redirections of a command, the parts of a word … Those of one kind are in the order of the text.</summary>
    public IReadOnlyList<SyntaxNode> Children => SyntaxChildren.Of(this);

    /// <summary>All that is below it, each before its own parts. Made as it is read, however deep the tree is.</summary>
    /// <returns>The nodes, without this one.</returns>
    public IEnumerable<SyntaxNode> Descendants() => SyntaxChildren.Below(this);
}
