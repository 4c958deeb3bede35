using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary><c>export</c>, <c>declare</c>, <c>local</c>, <c>readonly</c>: their arguments are assignments.</summary>
internal sealed partial class Walker
{
    private void RunDeclaration(string name, SimpleCommand command, ShellState state, Frame frame)
    {
        var options = "";
        var words = new List<Value> { Value.Of(name, frame.SpanOf(command.Words[0])) };
        foreach (var word in command.Words.Skip(1))
        {
            if (!Budget.Spend())
            {
                return;
            }

            if (AssignmentOf(word) is { } assignment)
            {
                Declare(name, options, assignment, state, frame);
                words.Add(Values.Join(
                    [Value.Of(assignment.Name + "=", default), Blur(state.Find(assignment.Name), assignment.Name)], "", frame.SpanOf(word)));
                continue;
            }

            foreach (var branch in ExpandWord(word, [new Branch()], state, frame))
            {
                foreach (var value in branch.Fields)
                {
                    words.Add(value);
                    options += DeclareExpanded(name, options, value, state, frame);
                }
            }
        }

        var directory = Blurred(state, ShellState.Directory);
        Add(new Invocation(frame.SpanOf(command), frame.Context, words[0], [.. words.Skip(1)], [], frame.Input.Flow, directory));
    }

    private static Value Blur(Slot? slot, string name) => slot switch
    {
        { Alternatives: [{ First: { } only }] } => only,
        null or { Alternatives: [_] } => Value.Of("", default),
        _ => Slot.Blur(name, slot.Alternatives),
    };

    /// <summary>An argument that only an expansion has made: an option, a name, an assignment.</summary>
    /// <returns>The letters of an option; else nothing.</returns>
    private string DeclareExpanded(string command, string options, Value value, ShellState state, Frame frame)
    {
        if (value.Exact is ['-' or '+', ..] option)
        {
            return option;
        }

        var start = value.KnownStart;
        var sign = start.IndexOf('=');
        var target = sign < 0 ? value : Value.Of(start[..sign], value.Span);
        if (command is not "export" && (sign < 0 || start[..sign].Contains('[')))
        {
            CheckName(target, state, frame);
        }

        if (command == "export" && start.Length == 0 && (target.Origins & (Origins.Outside | Origins.Network | Origins.Decoder)) != 0)
        {
            // Which variable it is may be decided by whoever gives the text: export "$pair".
            Add(new HiddenEvaluation(frame.Around ?? value.Span, frame.Context, value.ToString()));
        }

        var isAppend = sign > 0 && start[sign - 1] == '+';
        var name = isAppend ? target.Exact?[..^1] : target.Exact;
        if (name is null || !IsName(name))
        {
            if (target.HasUnknown)
            {
                Forget(state);
            }
            else if (name is not null && sign > 0)
            {
                var element = Content.Of(Values.Skip(value, sign + 1));
                AssignTo(name, isAppend ? [Content.Of(Values.Unknown(name, value.Origins, value.Span))] : [element], state, frame, frame.Around ?? value.Span);
            }

            return "";
        }

        if (options.Contains('f'))
        {
            if (command == "export" && state.Functions.TryGetValue(name, out var function))
            {
                state.ExportedFunctions = state.ExportedFunctions.SetItem(name, function);
            }

            return "";
        }

        if (sign < 0)
        {
            DeclareName(command, options, name, state, frame);
            return "";
        }

        var span = frame.Around ?? value.Span;
        var old = state.Find(name);
        var given = Values.Skip(value, sign + 1);
        MakeLocal(command, options, name, state, frame);
        if (given.KnownStart is ['(', ..] && (options.AsSpan().ContainsAny('a', 'A') || old is { Alternatives: [{ IsArray: true }, ..] }))
        {
            // The text of a list is read once more, with all that stands in it.
            DeclareName(command, options, name, state, frame);
            RunText(value, ShellDialect.Bash, command, state, frame with { Programs = frame.Programs + 1 }, span);
            return "";
        }

        IReadOnlyList<Content> contents = isAppend
            ? [.. (old?.Alternatives ?? [Content.Environment]).Select(before => Content.Of(before.First is { } first ? Values.Join(first, given, span) : before.IsOpen ? Values.Join(Values.Unknown("$" + name, Origins.Outside, span), given, span) : given))]
            : [Content.Of(given)];
        Assign(name, WithOptions(command, options, new(contents)), state, frame, span);
        return "";
    }

    /// <summary>A declaration that is not spelled plainly: <c>command export X=1</c>, <c>\export X=1</c>, <c>$e X=1</c>.</summary>
    private Ending RunDeclaration(string name, Invocation invocation, ShellState state, Frame frame)
    {
        var options = "";
        foreach (var argument in invocation.Arguments)
        {
            if (Budget.Spend())
            {
                options += DeclareExpanded(name, options, argument, state, frame);
            }
        }

        Start(invocation, state, frame);
        return Ending.Success(state);
    }

    private void DeclareName(string command, string options, string name, ShellState state, Frame frame)
    {
        MakeLocal(command, options, name, state, frame);
        var slot = state.Find(name) ?? new([command is "local" or "declare" or "typeset" ? Content.Unset : Content.Environment]);
        slot = WithOptions(command, options, slot);
        state.Set(name, slot);
        if (slot.IsExported && slot.Alternatives is [{ First: { } value }])
        {
            Add(new VariableSet(frame.Around ?? value.Span, frame.Context, new(name, value), true));
            RunVariable(new(name, value), state, frame, frame.Around ?? value.Span);
        }
    }

    private void Declare(string command, string options, Assignment assignment, ShellState state, Frame frame)
    {
        var name = assignment.Name;
        if (options.Contains('A') && state.Find(name) is not { Attribute: 'A' })
        {
            // The keys are read as what they are from now on.
            state.Set(name, (state.Find(name) ?? new([Content.Unset])) with { Attribute = 'A' });
        }

        var value = SlotOf(assignment, state, frame);
        MakeLocal(command, options, name, state, frame);
        if (options.Contains('A'))
        {
            value = value with { Attribute = 'A' };
        }

        Assign(name, WithOptions(command, options, value), state, frame, frame.SpanOf(assignment));
    }

    private static Slot WithOptions(string command, string options, Slot slot) => slot with
    {
        IsExported = slot.IsExported || ((command == "export" || options.Contains('x')) && !options.Contains('n')),
        Attribute = options.Contains('i') ? 'i' : options.Contains('u') ? 'u' : options.Contains('l') ? 'l' : options.Contains('A') ? 'A'
            : options.Contains('n') && command != "export" ? 'n' : slot.Attribute,
    };

    /// <summary>Remembers what a local variable hides.</summary>
    private static void MakeLocal(string command, string options, string name, ShellState state, Frame frame)
    {
        if (frame.Call is { } call && (command == "local" || (command is "declare" or "typeset" && !options.Contains('g'))) && call.Locals.TryAdd(name, state.Find(name)))
        {
            state.Set(name, new([Content.Unset]));
        }
    }

    /// <summary>The assignment that a word is as it is written; null where it is none.</summary>
    private static Assignment? AssignmentOf(Word word)
    {
        if (word.Parts is not [LiteralText { IsQuoted: false } first, ..])
        {
            return null;
        }

        var sign = first.Text.IndexOf('=');
        if (sign <= 0)
        {
            return null;
        }

        var isAppend = first.Text[sign - 1] == '+';
        var name = first.Text[..(isAppend ? sign - 1 : sign)];
        if (!IsName(name) || char.IsAsciiDigit(name[0]))
        {
            return null;
        }

        var rest = new List<WordPart>();
        if (sign + 1 < first.Text.Length)
        {
            rest.Add(new LiteralText(first.Span, first.Text[(sign + 1)..], Quoting.None));
        }

        rest.AddRange(word.Parts.Skip(1));
        return new(word.Span, name, null, isAppend, new(word.Span, rest));
    }
}
