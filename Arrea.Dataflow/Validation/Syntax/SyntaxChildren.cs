namespace Arrea.Dataflow.Validation.Syntax;

/// <summary>Finds the parts of a node, whatever its kind.</summary>
internal static class SyntaxChildren
{
    /// <summary>All that is below a node, each before its own parts.</summary>
    public static IEnumerable<SyntaxNode> Below(SyntaxNode node)
    {
        var waiting = new Stack<SyntaxNode>(Of(node).Reverse());
        while (waiting.TryPop(out var next))
        {
            yield return next;
            foreach (var child in Of(next).Reverse())
            {
                waiting.Push(child);
            }
        }
    }

    /// <summary>The parts right below a node, in the order of its properties.</summary>
    public static IReadOnlyList<SyntaxNode> Of(SyntaxNode node) => node switch
    {
        ShellScript script => [script.Body],
        StatementList list => list.Statements,
        Statement statement => statement.Pipelines,
        CommandPipeline pipeline => pipeline.Commands,
        CommandNode command => [.. OfCommand(command), .. command.Redirections],
        ConditionalBranch branch => [branch.Condition, branch.Body],
        CaseClause clause => [.. clause.Patterns, clause.Body],
        Assignment assignment => Some(assignment.Subscript, assignment.Value),
        Redirection redirection => Some(redirection.Target, redirection.HereDocument),
        Word word => word.Parts,
        ParameterExpansion expansion => Some(expansion.Subscript, expansion.Operand, expansion.Second),
        CommandSubstitution substitution => [substitution.Body],
        ArithmeticExpansion arithmetic => [arithmetic.Expression],
        ProcessSubstitution substitution => [substitution.Body],
        ArrayLiteral array => array.Elements,
        _ => [],
    };

    private static IEnumerable<SyntaxNode> OfCommand(CommandNode command) => command switch
    {
        SimpleCommand simple => [.. simple.Assignments, .. simple.Words],
        GroupCommand group => [group.Body],
        SubshellCommand subshell => [subshell.Body],
        IfCommand conditional => [.. conditional.Branches, .. Some(conditional.Otherwise)],
        WhileCommand loop => [loop.Condition, loop.Body],
        ForCommand loop => [.. loop.Words ?? [], loop.Body],
        ArithmeticForCommand loop => [loop.Initial, loop.Condition, loop.Step, loop.Body],
        CaseCommand choice => [choice.Subject, .. choice.Clauses],
        FunctionDefinition function => [function.Body],
        TestCommand test => test.Words,
        ArithmeticCommand arithmetic => [arithmetic.Expression],
        CoprocessCommand coprocess => [coprocess.Command],
        _ => [],
    };

    private static List<SyntaxNode> Some(params ReadOnlySpan<SyntaxNode?> nodes)
    {
        List<SyntaxNode> some = [];
        foreach (var node in nodes)
        {
            if (node is not null)
            {
                some.Add(node);
            }
        }

        return some;
    }
}
