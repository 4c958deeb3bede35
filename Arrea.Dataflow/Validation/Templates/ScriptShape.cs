using System.Text;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Templates;

/// <summary>The shape of a parsed text: two texts of one shape are the same commands with the same words, however these are quoted.</summary>
internal sealed class ScriptShape
{
    private readonly StringBuilder _shape = new();

    /// <summary>The shape, as a text to be compared.</summary>
    public static string Of(ShellScript script)
    {
        var shape = new ScriptShape();
        shape.Add(script.Body);
        return shape._shape.ToString();
    }

    private void Add(StatementList list)
    {
        Open('{');
        foreach (var statement in list.Statements)
        {
            Open(statement.IsBackground ? '&' : ';');
            for (var i = 0; i < statement.Pipelines.Count; i++)
            {
                Add(statement.Pipelines[i]);
                if (i < statement.Operators.Count)
                {
                    Name(statement.Operators[i] == ListOperator.And ? "&&" : "||");
                }
            }

            Close();
        }

        Close();
    }

    private void Add(CommandPipeline pipeline)
    {
        Open(pipeline.IsNegated ? '!' : '|');
        Name(pipeline.IsTimed ? "time" : "");
        foreach (var command in pipeline.Commands)
        {
            Add(command);
        }

        Close();
    }

    private void Add(CommandNode command)
    {
        Open('c');
        Name(command.GetType().Name);
        switch (command)
        {
            case SimpleCommand simple:
                foreach (var assignment in simple.Assignments)
                {
                    Name(assignment.Name + (assignment.IsAppend ? "+=" : "="));
                    Add(assignment.Subscript);
                    Add(assignment.Value);
                }

                Add(simple.Words);
                break;
            case GroupCommand group:
                Add(group.Body);
                break;
            case SubshellCommand subshell:
                Add(subshell.Body);
                break;
            case IfCommand conditional:
                foreach (var branch in conditional.Branches)
                {
                    Add(branch.Condition);
                    Add(branch.Body);
                }

                AddOptional(conditional.Otherwise);
                break;
            case WhileCommand loop:
                Name(loop.IsUntil ? "until" : "while");
                Add(loop.Condition);
                Add(loop.Body);
                break;
            case ForCommand loop:
                Name(loop.IsSelect ? "select" : "for");
                Name(loop.Variable);
                Name(loop.Words is null ? "" : "in");
                Add(loop.Words ?? []);
                Add(loop.Body);
                break;
            case ArithmeticForCommand loop:
                Add([loop.Initial, loop.Condition, loop.Step]);
                Add(loop.Body);
                break;
            case CaseCommand choice:
                Add(choice.Subject);
                foreach (var clause in choice.Clauses)
                {
                    Add(clause.Patterns);
                    Add(clause.Body);
                    Name(clause.Terminator);
                }

                break;
            case FunctionDefinition function:
                Name(function.Name);
                Add(function.Body);
                break;
            case TestCommand test:
                Add(test.Words);
                break;
            case ArithmeticCommand arithmetic:
                Add(arithmetic.Expression);
                break;
            case CoprocessCommand coprocess:
                Name(coprocess.Name ?? "");
                Add(coprocess.Command);
                break;
            default:
                break;
        }

        foreach (var redirection in command.Redirections)
        {
            Name(redirection.Descriptor?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? redirection.DescriptorVariable ?? "");
            Name(redirection.Operator);
            Add(redirection.Target);
            Add(redirection.HereDocument);
        }

        Close();
    }

    private void AddOptional(StatementList? list)
    {
        if (list is not null)
        {
            Add(list);
        }
    }

    private void Add(IEnumerable<Word> words)
    {
        foreach (var word in words)
        {
            Add(word);
        }
    }

    private void Add(Word? word)
    {
        Open('w');
        var literal = new StringBuilder();
        foreach (var part in word?.Parts ?? [])
        {
            if (part is LiteralText text)
            {
                WordText.Append(literal, text);
                continue;
            }

            Flush(literal);
            Add(part);
        }

        Flush(literal);
        Close();
    }

    private void Add(WordPart part)
    {
        Open(part.IsQuoted ? '"' : '$');
        switch (part)
        {
            case ParameterExpansion expansion:
                Name($"{(expansion.IsLength ? "#" : "")}{(expansion.IsIndirect ? "!" : "")}{expansion.Name}");
                Add(expansion.Subscript);
                Name(expansion.Operator);
                Add(expansion.Operand);
                Add(expansion.Second);
                break;
            case CommandSubstitution substitution:
                Name("$(");
                Add(substitution.Body);
                break;
            case ArithmeticExpansion arithmetic:
                Name("$((");
                Add(arithmetic.Expression);
                break;
            case ProcessSubstitution substitution:
                Name(substitution.IsInput ? "<(" : ">(");
                Add(substitution.Body);
                break;
            case ArrayLiteral array:
                Name("(");
                Add(array.Elements);
                break;
            default:
                break;
        }

        Close();
    }

    private void Flush(StringBuilder literal)
    {
        if (literal.Length > 0)
        {
            Name(literal.ToString());
            literal.Clear();
        }
    }

    private void Open(char kind) => _shape.Append('(').Append(kind);

    private void Close() => _shape.Append(')');

    // With its length before it, no text can be taken for another shape.
    private void Name(string text) => _shape.Append(text.Length).Append(':').Append(text);
}
