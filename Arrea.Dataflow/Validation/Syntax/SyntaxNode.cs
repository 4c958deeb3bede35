namespace Arrea.Dataflow.Validation.Syntax;

/// <summary>A part of a parsed shell text. Immutable.</summary>
public abstract class SyntaxNode
{
    private protected SyntaxNode(Range span) => Span = span;

    /// <summary>Where it stands, in characters of the text.</summary>
    public Range Span { get; }
}
