using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Judging;

/// <summary>The tree of a text as an outline: a line for each command, word and expansion, the deeper the further to the right.</summary>
internal static class SyntaxOutline
{
    private const int MostLines = 60;
    private const int LongestText = 60;

    /// <summary>The lines; a tree of too many ends in three dots.</summary>
    public static IEnumerable<string> Of(ShellScript script)
    {
        var lines = 0;
        var waiting = new Stack<(SyntaxNode Node, int Depth)>([(script, 0)]);
        while (waiting.TryPop(out var next))
        {
            var kind = KindOf(next.Node);
            if (kind.Length > 0 && ++lines > MostLines)
            {
                yield return "…";
                yield break;
            }

            if (kind.Length > 0)
            {
                yield return $"{new string(' ', 2 * next.Depth)}{kind} {TextOf(next.Node, script.Text)}";
            }

            foreach (var child in next.Node.Children.Reverse())
            {
                waiting.Push((child, kind.Length > 0 ? next.Depth + 1 : next.Depth));
            }
        }
    }

    /// <summary>What a node is called; empty for one that adds nothing to its parts.</summary>
    private static string KindOf(SyntaxNode node) => node switch
    {
        ShellScript or StatementList => "",
        Statement statement => statement is { IsBackground: true } ? "background" : statement.Pipelines.Count > 1 ? "list" : "",
        CommandPipeline pipeline => pipeline.Commands.Count > 1 ? "pipeline" : "",
        SimpleCommand => "command",
        GroupCommand => "group",
        SubshellCommand => "subshell",
        IfCommand => "if",
        WhileCommand loop => loop.IsUntil ? "until" : "while",
        ForCommand loop => loop.IsSelect ? "select" : "for",
        ArithmeticForCommand => "for",
        CaseCommand => "case",
        FunctionDefinition => "function",
        TestCommand => "test",
        ArithmeticCommand => "arithmetic",
        CoprocessCommand => "coprocess",
        CommandNode => "command",
        ConditionalBranch => "branch",
        CaseClause => "clause",
        Assignment => "assignment",
        Redirection => "redirection",
        Word => "word",
        LiteralText => "",
        ParameterExpansion => "parameter",
        CommandSubstitution => "substitution",
        ArithmeticExpansion => "arithmetic",
        ProcessSubstitution => "process substitution",
        ArrayLiteral => "array",
        _ => "part",
    };

    private static string TextOf(SyntaxNode node, string source)
    {
        var text = VisibleText.Of(source[node.Span]);
        return text.Length <= LongestText ? text : text[..(LongestText - 1)] + "…";
    }
}
