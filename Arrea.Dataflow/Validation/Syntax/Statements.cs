namespace Arrea.Dataflow.Validation.Syntax;

/// <summary>Statements that run one after another: a script, or the body of a compound command.</summary>
public sealed class StatementList : SyntaxNode
{
    internal StatementList(Range span, IReadOnlyList<Statement> statements)
        : base(span) => Statements = statements;

    /// <summary>The statements, in order; may be empty.</summary>
    public IReadOnlyList<Statement> Statements { get; }
}

/// <summary>Pipelines joined by <c>&amp;&amp;</c> and <c>||</c>, ended by a newline, <c>;</c> or <c>&amp;</c>.</summary>
public sealed class Statement : SyntaxNode
{
    internal Statement(Range span, IReadOnlyList<CommandPipeline> pipelines, IReadOnlyList<ListOperator> operators, bool isBackground)
        : base(span)
    {
        Pipelines = pipelines;
        Operators = operators;
        IsBackground = isBackground;
    }

    /// <summary>The pipelines, at least one.</summary>
    public IReadOnlyList<CommandPipeline> Pipelines { get; }

    /// <summary>What stands between the pipelines: one fewer than these.</summary>
    public IReadOnlyList<ListOperator> Operators { get; }

    /// <summary>Whether <c>&amp;</c> ends it.</summary>
    public bool IsBackground { get; }
}

/// <summary>What joins two pipelines of a statement.</summary>
public enum ListOperator
{
    /// <summary><c>&amp;&amp;</c>: the right side runs when the left one succeeded.</summary>
    And,

    /// <summary><c>||</c>: the right side runs when the left one failed.</summary>
    Or,
}

/// <summary>Commands joined by <c>|</c> or <c>|&amp;</c>.</summary>
public sealed class CommandPipeline : SyntaxNode
{
    internal CommandPipeline(Range span, IReadOnlyList<CommandNode> commands, bool isNegated, bool isTimed)
        : base(span)
    {
        Commands = commands;
        IsNegated = isNegated;
        IsTimed = isTimed;
    }

    /// <summary>The commands, at least one, except where <see cref="IsTimed"/> or <see cref="IsNegated"/> stands alone.</summary>
    public IReadOnlyList<CommandNode> Commands { get; }

    /// <summary>Whether <c>!</c> stands before it.</summary>
    public bool IsNegated { get; }

    /// <summary>Whether the word <c>time</c> stands before it.</summary>
    public bool IsTimed { get; }
}
