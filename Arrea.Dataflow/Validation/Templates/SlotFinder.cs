using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Templates;

/// <summary>Finds the replacement strings of a template, where an argument can stand as a piece of a word; others are refused.</summary>
internal sealed class SlotFinder
{
    private static readonly string[] Comparisons = ["-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-v", "-R"];

    private readonly string _source;
    private readonly List<TemplateSlot> _slots = [];

    // Where the names of commands stand.
    private readonly HashSet<int> _names = [];

    private SlotFinder(string source) => _source = source;

    /// <summary>Whether the last word of a text is an argument of a command with a name, and not the name itself.</summary>
    public static bool EndsInArgument(ShellScript script)
    {
        var end = script.Text.Length;
        var finder = new SlotFinder(script.Text);
        finder.Visit(script.Body);
        return !finder._names.Contains(finder._slots.Max(static slot => slot.WordStart)) && finder._slots.Max(static slot => slot.End) == end;
    }

    /// <summary>Finds them, in the order in which they stand.</summary>
    /// <exception cref="ArgumentException">One stands where no argument can be put safely.</exception>
    public static IReadOnlyList<TemplateSlot> Find(ShellScript script)
    {
        var finder = new SlotFinder(script.Text);
        finder.Visit(script.Body);
        finder._slots.Sort(static (one, other) => one.Start.CompareTo(other.Start));
        return finder._slots;
    }

    private void Visit(StatementList list)
    {
        foreach (var command in list.Statements.SelectMany(static statement => statement.Pipelines).SelectMany(static pipeline => pipeline.Commands))
        {
            Visit(command);
        }
    }

    private void Visit(CommandNode command)
    {
        foreach (var redirection in command.Redirections)
        {
            Visit(redirection.Target, maySpread: false);
            Refuse(redirection.HereDocument, "a here-document; give the argument as a parameter, or through printf and a pipe");
        }

        switch (command)
        {
            case SimpleCommand simple:
                Visit(simple);
                break;
            case GroupCommand group:
                Visit(group.Body);
                break;
            case SubshellCommand subshell:
                Visit(subshell.Body);
                break;
            case IfCommand conditional:
                foreach (var branch in conditional.Branches)
                {
                    Visit(branch.Condition);
                    Visit(branch.Body);
                }

                if (conditional.Otherwise is { } otherwise)
                {
                    Visit(otherwise);
                }

                break;
            case WhileCommand loop:
                Visit(loop.Condition);
                Visit(loop.Body);
                break;
            case ForCommand loop:
                Visit(loop.Words ?? [], maySpread: true);
                Visit(loop.Body);
                break;
            case ArithmeticForCommand loop:
                Refuse(loop.Initial, "arithmetic");
                Refuse(loop.Condition, "arithmetic");
                Refuse(loop.Step, "arithmetic");
                Visit(loop.Body);
                break;
            case CaseCommand choice:
                Visit(choice.Subject, maySpread: false);
                foreach (var clause in choice.Clauses)
                {
                    Visit(clause.Patterns, maySpread: false);
                    Visit(clause.Body);
                }

                break;
            case FunctionDefinition function:
                Visit(function.Body);
                break;
            case TestCommand test:
                VisitTest(test);
                break;
            case ArithmeticCommand arithmetic:
                Refuse(arithmetic.Expression, "arithmetic");
                break;
            case CoprocessCommand coprocess:
                Visit(coprocess.Command);
                break;
            default:
                throw new ArgumentException($"A template cannot hold {_source[command.Span]}.");
        }
    }

    private void Visit(SimpleCommand simple)
    {
        foreach (var assignment in simple.Assignments)
        {
            Refuse(assignment.Subscript, "the index of an array");
            Visit(assignment.Value, maySpread: false);
        }

        if (simple.Words is [var name, ..])
        {
            _names.Add(name.Span.Start.GetOffset(_source.Length));
        }

        Visit(simple.Words, maySpread: true);
    }

    private void VisitTest(TestCommand test)
    {
        // Its arithmetic comparisons evaluate what they are given.
        var evaluates = test.Words.Any(static word => word.Parts is [LiteralText { IsQuoted: false } text] && Comparisons.Contains(text.Text));
        foreach (var word in test.Words)
        {
            if (evaluates)
            {
                Refuse(word, "a comparison of numbers in [[ ]], which evaluates it");
            }
            else
            {
                Visit(word, maySpread: false);
            }
        }
    }

    private void Visit(IEnumerable<Word> words, bool maySpread)
    {
        foreach (var word in words)
        {
            Visit(word, maySpread);
        }
    }

    private void Visit(Word? word, bool maySpread)
    {
        foreach (var part in word?.Parts ?? [])
        {
            switch (part)
            {
                case LiteralText literal:
                    Add(literal, word!, maySpread);
                    break;
                case CommandSubstitution { IsBackquoted: true } substitution:
                    Refuse(substitution, "backticks; write $( ) instead");
                    break;
                case CommandSubstitution substitution:
                    Visit(substitution.Body);
                    break;
                case ProcessSubstitution substitution:
                    Visit(substitution.Body);
                    break;
                case ArrayLiteral array:
                    foreach (var element in array.Elements)
                    {
                        if (_source[element.Span].StartsWith('['))
                        {
                            Refuse(element, "the index of an array");
                        }
                        else
                        {
                            Visit(element, maySpread: true);
                        }
                    }

                    break;
                case ParameterExpansion { Operand: null, Subscript: null }:
                    // ${#} is the number of parameters, and no replacement string.
                    break;
                default:
                    Refuse(part, part is ArithmeticExpansion ? "arithmetic" : "an expansion");
                    break;
            }
        }
    }

    private void Add(LiteralText literal, Word word, bool maySpread)
    {
        if (!Replacement.In(literal.Text).Any())
        {
            return;
        }

        var slot = new TemplateSlot(literal, word, _source, maySpread);
        if (literal.Quoting == Quoting.Double && slot.Replacements[0] is { Start: 0, IsNumber: false } && BareVariableBefore(literal, word) is { } name)
        {
            throw new ArgumentException($"A replacement string stands right behind {name}, where the argument could become a part of the name of that variable. Write ${{{name[1..]}}}.");
        }

        _slots.Add(slot.IsWritable ? slot : throw Refusal("a word that is broken over two lines"));
    }

    private string? BareVariableBefore(LiteralText literal, Word word)
    {
        WordPart? before = null;
        foreach (var part in word.Parts)
        {
            if (part == literal)
            {
                break;
            }

            before = part;
        }

        return before is ParameterExpansion { IsQuoted: true } && before.Span.End.Equals(literal.Span.Start) && _source[before.Span] is var written && !written.EndsWith('}')
            ? written : null;
    }

    private void Refuse(SyntaxNode? node, string place)
    {
        if (node is not null && Replacement.In(_source[node.Span]).Any(static found => found.Kind != ReplacementKind.Number))
        {
            throw Refusal(place);
        }
    }

    private static ArgumentException Refusal(string place) => new($"An argument cannot be put safely into {place}.");
}
