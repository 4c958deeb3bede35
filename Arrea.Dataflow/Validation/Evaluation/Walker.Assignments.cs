using System.Globalization;
using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>Assignments.</summary>
internal sealed partial class Walker
{
    /// <summary>How many pieces of a value are kept.</summary>
    private const int MostPieces = 24;

    /// <summary>Sets a variable, and tells of it.</summary>
    private void Assign(string name, Slot slot, ShellState state, Frame frame, Range span)
    {
        Budget.Spend(2);
        var old = state.Find(name);
        if (old is { Attribute: 'n', Alternatives: [{ First.Pieces: [{ Kind: PieceKind.Unknown, Text: ['$', .. var referred] }] }] } && slot.Attribute == ' ')
        {
            // A reference: what it refers to is set.
            if (referred != name && IsName(referred) && state.Find(referred) is not { Attribute: 'n' })
            {
                Assign(referred, slot, state, frame, span);
            }
            else
            {
                Forget(state);
            }

            return;
        }

        var attribute = slot.Attribute != ' ' ? slot.Attribute : old?.Attribute ?? ' ';
        var isExported = slot.IsExported || old is { IsExported: true };
        if (attribute != ' ')
        {
            slot = slot with { Alternatives = [.. slot.Alternatives.Select(content => Changed(content, attribute, state, frame, span))] };
        }

        slot = slot with { IsExported = isExported, Attribute = attribute };
        if (slot.Alternatives is [{ IsArray: false, First: { Pieces.Count: > MostPieces } grown }])
        {
            // A value that grows line by line is not followed for ever.
            slot = slot with { Alternatives = [Content.Of(new([.. grown.Pieces.Take(MostPieces), new(PieceKind.Unknown, "$" + name, grown.Origins)], grown.Span))] };
        }

        Budget.SpendText(slot.Alternatives.Sum(static content => content.First is { } first ? Values.LengthOf(first) * 2 : 0));
        state.Set(name, slot);
        foreach (var content in slot.Alternatives)
        {
            if (content.First is { } value)
            {
                Add(new VariableSet(span, frame.Context, new(name, value), isExported));
                if (isExported || CommandLines.ShellVariables.IsOfShell(name))
                {
                    RunVariable(new(name, value), state, frame, span);
                }
            }
        }
    }

    /// <summary>Follows what the value of a variable runs, when a program that gets it comes to it.</summary>
    private void RunVariable(Variable variable, ShellState state, Frame frame, Range span)
    {
        foreach (var program in CommandLines.ShellVariables.Of(variable))
        {
            var inside = frame with { Programs = frame.Programs + 1, Context = frame.Context | program.Adds, Output = new(keeps: false) };
            RunProgram(program, new(span, frame.Context, Value.Of(variable.Name, span), [], [], Flow.Empty, Blurred(state, ShellState.Directory)), state.Copy(), inside);
        }
    }

    /// <summary>What the attributes of a variable make of a value.</summary>
    private Content Changed(Content content, char attribute, ShellState state, Frame frame, Range span)
    {
        if (content.IsArray || content.First is not { Exact: { } text } value)
        {
            return content;
        }

        switch (attribute)
        {
            case 'u':
                return Content.Of(Value.Of(ChangeCase(text, null, "^^"), value.Span));

            case 'l':
                return Content.Of(Value.Of(ChangeCase(text, null, ",,"), value.Span));

            case 'n' when MayRun(text):
                RunHidden(text, state, frame, span);
                return Content.Environment;

            case 'n':
                return Content.Of(Values.Unknown("$" + text, Origins.None, value.Span));

            case 'i' when MayRun(text):
                RunHidden(text, state, frame, span);
                return Content.Of(Values.Number(text, value.Span));

            case 'i':
                return Content.Of(ArithmeticText(text, state, frame) is { } number
                    ? Value.Of(number.ToString(CultureInfo.InvariantCulture), value.Span)
                    : Values.Number(text, value.Span));

            default:
                return content;
        }
    }

    /// <summary>Assignments that stand alone: they hold for what follows.</summary>
    private void RunAssignments(IReadOnlyList<Assignment> assignments, ShellState state, Frame frame)
    {
        foreach (var assignment in assignments)
        {
            if (Budget.Spend())
            {
                Assign(assignment.Name, SlotOf(assignment, state, frame), state, frame, frame.SpanOf(assignment));
            }
        }
    }

    private Slot SlotOf(Assignment assignment, ShellState state, Frame frame)
    {
        var old = state.Find(assignment.Name);
        if (assignment.Value is { Parts: [ArrayLiteral array] })
        {
            return ArrayOf(array, assignment, old, state, frame);
        }

        var all = new List<Content>();
        var values = Singles(assignment.Value, state, frame, Tilde.InAssignment);
        if (assignment.Subscript is { } subscript)
        {
            var key = KeyOf(assignment.Name, subscript, state, frame);
            foreach (var (value, _) in values)
            {
                all.AddRange(WithElement(old, key, value).Alternatives);
            }

            return new(Slot.Bounded(assignment.Name, all));
        }

        foreach (var (value, choices) in values)
        {
            if (!assignment.IsAppend)
            {
                all.Add(Content.Of(value));
                continue;
            }

            // The value may have chosen an alternative of the variable itself: x+=$x.
            var chosen = new Branch { Choices = choices }.Chosen(assignment.Name);
            foreach (var before in chosen is null ? old?.Alternatives ?? [Content.Environment] : [chosen])
            {
                var first = before.First
                    ?? (before.IsOpen ? Values.Unknown("$" + assignment.Name, Origins.Outside, value.Span) : Value.Of("", value.Span));
                var joined = IsNumber(old) ? Values.Join([first, value], "+", value.Span) : Values.Join(first, value, value.Span);
                Budget.SpendText(Values.LengthOf(joined));
                all.Add(before.IsArray ? before with { Elements = [new("0", joined), .. before.Elements.Skip(1)] } : Content.Of(joined));
            }
        }

        return new(Slot.Bounded(assignment.Name, all));

        static bool IsNumber(Slot? slot) => slot is { Attribute: 'i' };
    }

    private Slot ArrayOf(ArrayLiteral array, Assignment assignment, Slot? old, ShellState state, Frame frame)
    {
        var branches = new List<Branch> { new() };
        var keyed = new List<(string? Key, Value Value)>();
        var isLoose = false;
        foreach (var element in array.Elements)
        {
            if (ElementOf(element) is var (subscript, word))
            {
                var value = Single(word, state, frame);
                keyed.Add((KeyOf(assignment.Name, subscript, state, frame), value));
                continue;
            }

            // What follows an element with a key stands behind it: where that is, is not followed.
            isLoose |= keyed.Count > 0;
            branches = ExpandWord(element, branches, state, frame);
        }

        var all = new List<Content>();
        foreach (var branch in branches)
        {
            foreach (var before in assignment.IsAppend ? old?.Alternatives ?? [Content.Unset] : [Content.Unset])
            {
                var isOpen = isLoose || before.IsOpen || !IsInOrder(before) || branch.Fields.Exists(static value => value.MaySplit);
                var values = before.Elements.Select(static element => element.Value).Concat(branch.Fields).ToList();
                Budget.Spend(1 + values.Count);
                var content = Content.List(values, isOpen);
                foreach (var (key, value) in keyed)
                {
                    content = WithElement(new([content], Attribute: old?.Attribute ?? ' '), key, value).Alternatives[0];
                }

                all.Add(content with { IsArray = true });
            }
        }

        return new(Slot.Bounded(assignment.Name, all));
    }

    /// <summary>The parts of <c>[key]=value</c>; null where it is none.</summary>
    private static (Word Subscript, Word Value)? ElementOf(Word element)
    {
        if (element.Parts is not [LiteralText { IsQuoted: false, Text: ['[', ..] } first, ..])
        {
            return null;
        }

        var key = new List<WordPart>();
        for (var at = 0; at < element.Parts.Count; at++)
        {
            var part = element.Parts[at];
            var text = part is LiteralText { IsQuoted: false } literal ? literal.Text : "";
            var from = at == 0 ? 1 : 0;
            var end = text.IndexOf("]=", StringComparison.Ordinal);
            if (end >= 0)
            {
                key.Add(new LiteralText(part.Span, text[from..end], Quoting.None));
                return (new(element.Span, key), new(element.Span, [new LiteralText(part.Span, text[(end + 2)..], Quoting.None), .. element.Parts.Skip(at + 1)]));
            }

            key.Add(at == 0 ? new LiteralText(first.Span, first.Text[1..], Quoting.None) : part);
        }

        return null;
    }

    /// <summary>Whether the keys are those of a list, so that what is added comes behind the last.</summary>
    private static bool IsInOrder(Content content)
    {
        for (var at = 0; at < content.Elements.Count; at++)
        {
            if (content.Elements[at].Key != at.ToString(CultureInfo.InvariantCulture))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Sets what a builtin is told by its name: a variable, or an element of one.</summary>
    private void AssignTo(string target, IReadOnlyList<Content> contents, ShellState state, Frame frame, Range span)
    {
        var open = target.IndexOf('[');
        if (open <= 0 || !target.EndsWith(']'))
        {
            if (IsName(target))
            {
                Assign(target, new(Slot.Bounded(target, contents)), state, frame, span);
            }

            return;
        }

        var name = target[..open];
        if (!IsName(name))
        {
            return;
        }

        var old = state.Find(name);
        var subscript = target[(open + 1)..^1];

        // What a subscript runs has been followed where the name was looked at.
        var key = !IsKeyed(name, state) && MayRun(subscript) ? null : KeyOf(name, subscript, state, frame, span);
        var all = new List<Content>();
        foreach (var content in contents)
        {
            all.AddRange(WithElement(old, key, content.First ?? Value.Of("", span)).Alternatives);
        }

        Assign(name, new(Slot.Bounded(name, all)), state, frame, span);
    }
}
