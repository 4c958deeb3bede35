using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>Assignments.</summary>
internal sealed partial class Walker
{
    /// <summary>Sets a variable, and tells of it.</summary>
    private void Assign(string name, Slot slot, ShellState state, Frame frame, Range span)
    {
        Budget.Spend(2);
        var old = state.Find(name);
        var attribute = slot.Attribute != ' ' ? slot.Attribute : old?.Attribute ?? ' ';
        var isExported = slot.IsExported || old is { IsExported: true };
        if (attribute != ' ')
        {
            slot = slot with { Alternatives = [.. slot.Alternatives.Select(content => Changed(content, attribute, state, frame, span))] };
        }

        slot = slot with { IsExported = isExported, Attribute = attribute };
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

            case 'n':
                return Content.Of(Values.Unknown("$" + text, Origins.None, value.Span));

            case 'i' when MayRun(text):
                RunHidden(text, state, frame, span);
                return Content.Of(Values.Number(text, value.Span));

            case 'i':
                return Content.Of(ArithmeticText(text, state, frame) is { } number
                    ? Value.Of(number.ToString(System.Globalization.CultureInfo.InvariantCulture), value.Span)
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
        foreach (var element in array.Elements)
        {
            if (element.Parts is [LiteralText { IsQuoted: false } first, ..] && first.Text.StartsWith('[') && first.Text.IndexOf("]=", StringComparison.Ordinal) is var end and > 0)
            {
                var value = Single(new(element.Span, [new LiteralText(first.Span, first.Text[(end + 2)..], Quoting.None), .. element.Parts.Skip(1)]), state, frame);
                var key = first.Text[1..end];
                if (old?.Attribute != 'A' && MayRun(key))
                {
                    RunHidden(key, state, frame, frame.SpanOf(element));
                }

                keyed.Add((key, value));
                continue;
            }

            branches = ExpandWord(element, branches, state, frame);
        }

        var all = new List<Content>();
        foreach (var branch in branches)
        {
            foreach (var before in assignment.IsAppend ? old?.Alternatives ?? [Content.Unset] : [Content.Unset])
            {
                var isOpen = before.IsOpen || branch.Fields.Exists(static value => value.MaySplit);
                var values = before.Elements.Select(static element => element.Value).Concat(branch.Fields).ToList();
                Budget.Spend(1 + values.Count);
                var content = Content.List(values, isOpen);
                foreach (var (key, value) in keyed)
                {
                    content = WithElement(new([content]), key, value).Alternatives[0];
                }

                all.Add(content with { IsArray = true });
            }
        }

        return new(Slot.Bounded(assignment.Name, all));
    }
}
