using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Tests.Validation.Syntax;

/// <summary>Walks through a tree, and holds it to what every tree promises.</summary>
internal static class SyntaxTree
{
    /// <summary>A node and all below it.</summary>
    public static IEnumerable<SyntaxNode> Flatten(SyntaxNode node) => node.Descendants().Prepend(node);

    /// <summary>What is wrong with a tree; null when nothing is.</summary>
    public static string? FaultOf(ShellScript script)
        => script.Problems.Select(static problem => problem.Span).Where(span => !IsInside(span, ..script.Text.Length)).Select(static span => $"problem at {span}").FirstOrDefault()
            ?? Flatten(script).Select(node => FaultOf(script.Text, node)).FirstOrDefault(static fault => fault is not null);

    private static string? FaultOf(string text, SyntaxNode node)
    {
        if (!IsInside(node.Span, ..text.Length))
        {
            return $"{node.GetType().Name} at {node.Span} is outside of the text";
        }

        if (FormFaultOf(node) is { } fault)
        {
            return $"{node.GetType().Name} at {node.Span} {fault}";
        }

        // A here-document stands below the line of its command.
        var document = (node as Redirection)?.HereDocument;
        return node.Children.Where(child => child != document && !IsInside(child.Span, node.Span)).Select(child => $"{child.GetType().Name} at {child.Span} is outside of {node.GetType().Name} at {node.Span}").FirstOrDefault();
    }

    private static string? FormFaultOf(SyntaxNode node) => node switch
    {
        Statement { Pipelines.Count: 0 } => "has no pipeline",
        Statement statement when statement.Operators.Count != statement.Pipelines.Count - 1 => "has the wrong number of operators",
        CommandPipeline { Commands.Count: 0, IsTimed: false, IsNegated: false } pipeline when pipeline.Span.Start.Value == pipeline.Span.End.Value => "has no command",
        SimpleCommand { Words.Count: 0, Assignments.Count: 0, Redirections.Count: 0 } => "is empty",
        CaseClause { Patterns.Count: 0 } => "has no pattern",
        Redirection { Operator: "<<" or "<<-", HereDocument: null } => "has no text",
        Word word when word.Parts.Zip(word.Parts.Skip(1)).Any(static pair =>
            pair is { First: LiteralText first, Second: LiteralText second } && first.Quoting == second.Quoting) => "has literals that belong together",
        _ => null,
    };

    private static bool IsInside(Range inner, Range outer)
        => !inner.Start.IsFromEnd && !inner.End.IsFromEnd && inner.Start.Value <= inner.End.Value
            && outer.Start.Value <= inner.Start.Value && inner.End.Value <= outer.End.Value;
}
