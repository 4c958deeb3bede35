namespace Arrea.Dataflow.Validation.Syntax;

/// <summary><c>{ …; }</c>.</summary>
public sealed class GroupCommand : CommandNode
{
    internal GroupCommand(Range span, StatementList body, IReadOnlyList<Redirection> redirections)
        : base(span, redirections) => Body = body;

    /// <summary>What runs.</summary>
    public StatementList Body { get; }
}

/// <summary><c>( … )</c>: a group in a process of its own.</summary>
public sealed class SubshellCommand : CommandNode
{
    internal SubshellCommand(Range span, StatementList body, IReadOnlyList<Redirection> redirections)
        : base(span, redirections) => Body = body;

    /// <summary>What runs.</summary>
    public StatementList Body { get; }
}

/// <summary><c>if … then … elif … else … fi</c>.</summary>
public sealed class IfCommand : CommandNode
{
    internal IfCommand(Range span, IReadOnlyList<ConditionalBranch> branches, StatementList? otherwise, IReadOnlyList<Redirection> redirections)
        : base(span, redirections)
    {
        Branches = branches;
        Otherwise = otherwise;
    }

    /// <summary>The <c>if</c> and each <c>elif</c>, in order.</summary>
    public IReadOnlyList<ConditionalBranch> Branches { get; }

    /// <summary>What follows <c>else</c>; null where there is none.</summary>
    public StatementList? Otherwise { get; }
}

/// <summary>A condition and what runs when it holds.</summary>
public sealed class ConditionalBranch : SyntaxNode
{
    internal ConditionalBranch(Range span, StatementList condition, StatementList body)
        : base(span)
    {
        Condition = condition;
        Body = body;
    }

    /// <summary>The condition.</summary>
    public StatementList Condition { get; }

    /// <summary>What runs when it holds.</summary>
    public StatementList Body { get; }
}

/// <summary><c>while … do … done</c>, or <c>until</c>.</summary>
public sealed class WhileCommand : CommandNode
{
    internal WhileCommand(Range span, bool isUntil, StatementList condition, StatementList body, IReadOnlyList<Redirection> redirections)
        : base(span, redirections)
    {
        IsUntil = isUntil;
        Condition = condition;
        Body = body;
    }

    /// <summary>Whether the word is <c>until</c>.</summary>
    public bool IsUntil { get; }

    /// <summary>The condition.</summary>
    public StatementList Condition { get; }

    /// <summary>What runs again and again.</summary>
    public StatementList Body { get; }
}

/// <summary><c>for NAME in words; do … done</c>, or <c>select</c>.</summary>
public sealed class ForCommand : CommandNode
{
    internal ForCommand(Range span, bool isSelect, string variable, IReadOnlyList<Word>? words, StatementList body, IReadOnlyList<Redirection> redirections)
        : base(span, redirections)
    {
        IsSelect = isSelect;
        Variable = variable;
        Words = words;
        Body = body;
    }

    /// <summary>Whether the word is <c>select</c>.</summary>
    public bool IsSelect { get; }

    /// <summary>The variable.</summary>
    public string Variable { get; }

    /// <summary>The words after <c>in</c>; null where there is no <c>in</c>, which means the positional parameters.</summary>
    public IReadOnlyList<Word>? Words { get; }

    /// <summary>What runs for each.</summary>
    public StatementList Body { get; }
}

/// <summary><c>for ((first; condition; step)); do … done</c>.</summary>
public sealed class ArithmeticForCommand : CommandNode
{
    internal ArithmeticForCommand(Range span, Word initial, Word condition, Word step, StatementList body, IReadOnlyList<Redirection> redirections)
        : base(span, redirections)
    {
        Initial = initial;
        Condition = condition;
        Step = step;
        Body = body;
    }

    /// <summary>The first expression; a word of no parts when empty.</summary>
    public Word Initial { get; }

    /// <summary>The second expression; a word of no parts when empty, which means for ever.</summary>
    public Word Condition { get; }

    /// <summary>The third expression; a word of no parts when empty.</summary>
    public Word Step { get; }

    /// <summary>What runs each time.</summary>
    public StatementList Body { get; }
}

/// <summary><c>case word in pattern) … ;; esac</c>.</summary>
public sealed class CaseCommand : CommandNode
{
    internal CaseCommand(Range span, Word subject, IReadOnlyList<CaseClause> clauses, IReadOnlyList<Redirection> redirections)
        : base(span, redirections)
    {
        Subject = subject;
        Clauses = clauses;
    }

    /// <summary>What is compared with the patterns.</summary>
    public Word Subject { get; }

    /// <summary>The clauses, in order.</summary>
    public IReadOnlyList<CaseClause> Clauses { get; }
}

/// <summary>The patterns of a <c>case</c>, and what runs when one fits.</summary>
public sealed class CaseClause : SyntaxNode
{
    internal CaseClause(Range span, IReadOnlyList<Word> patterns, StatementList body, string terminator)
        : base(span)
    {
        Patterns = patterns;
        Body = body;
        Terminator = terminator;
    }

    /// <summary>The patterns, at least one.</summary>
    public IReadOnlyList<Word> Patterns { get; }

    /// <summary>What runs.</summary>
    public StatementList Body { get; }

    /// <summary><c>;;</c>, <c>;&amp;</c> or <c>;;&amp;</c>; empty before <c>esac</c>.</summary>
    public string Terminator { get; }
}

/// <summary><c>NAME() { …; }</c>.</summary>
public sealed class FunctionDefinition : CommandNode
{
    internal FunctionDefinition(Range span, string name, CommandNode body)
        : base(span, [])
    {
        Name = name;
        Body = body;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>What runs when it is called.</summary>
    public CommandNode Body { get; }
}

/// <summary><c>[[ … ]]</c>.</summary>
public sealed class TestCommand : CommandNode
{
    internal TestCommand(Range span, IReadOnlyList<Word> words, IReadOnlyList<Redirection> redirections)
        : base(span, redirections) => Words = words;

    /// <summary>Operands and operators, in the order in which they stand; operators and parentheses are words of one literal.</summary>
    public IReadOnlyList<Word> Words { get; }
}

/// <summary><c>(( … ))</c>.</summary>
public sealed class ArithmeticCommand : CommandNode
{
    internal ArithmeticCommand(Range span, Word expression, IReadOnlyList<Redirection> redirections)
        : base(span, redirections) => Expression = expression;

    /// <summary>The expression; a word of no parts when empty.</summary>
    public Word Expression { get; }
}

/// <summary><c>coproc NAME command</c>.</summary>
public sealed class CoprocessCommand : CommandNode
{
    internal CoprocessCommand(Range span, string? name, CommandNode command)
        : base(span, [])
    {
        Name = name;
        Command = command;
    }

    /// <summary>The name of the array with the descriptors; null where none is written.</summary>
    public string? Name { get; }

    /// <summary>What runs beside.</summary>
    public CommandNode Command { get; }
}
