using System.Globalization;
using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>The operators of <c>${…}</c>.</summary>
internal sealed partial class Walker
{
    /// <summary>An array or the positional parameters.</summary>
    private sealed record ValueList(List<Value> Values, bool IsOpen, bool IsStar, Origins Origins);

    private void ApplyToText(
        ParameterExpansion parameter, string name, Value? value, bool isKnown, Content content, Branch branch, bool isQuoted, ShellState state, Frame frame, List<Branch> all)
    {
        var span = frame.SpanOf(parameter);
        var isSet = value is not null ? true : isKnown ? false : (bool?)null;
        var origins = value?.Origins ?? (isKnown ? Origins.None : content.IsOpen && content.Elements.Count == 0 ? Origins.Outside : content.Origins | Origins.Outside);
        var unknown = new Piece(PieceKind.Unknown, parameter.Subscript is null ? "$" + name : frame.Shown(parameter), origins);
        if (parameter.IsLength)
        {
            Budget.SpendText(value is null ? 0 : Values.LengthOf(value));
            branch.Add(value?.Exact is { } counted ? Value.Of(LengthOf(counted), span) : isSet == false ? Value.Of("0", span) : Values.Number(frame.Shown(parameter), span), isQuoted);
            all.Add(branch);
            return;
        }

        switch (parameter.Operator)
        {
            case "":
                branch.Add(value ?? (isKnown ? Value.Of("", span) : new Value([unknown], span)), isQuoted);
                all.Add(branch);
                return;

            case "-" or ":-" or "=" or ":=" or "+" or ":+" or "?" or ":?":
                ApplyDefault(parameter, name, value, isSet, unknown, branch, isQuoted, state, frame, all);
                return;
        }

        // What stands in the operands runs even where the value is not known.
        var result = Transform(parameter, value, isSet, branch.Choices, state, frame);
        branch.Add(result is null ? new Value([unknown with { Text = frame.Shown(parameter) }], span) : result, isQuoted);
        all.Add(branch);
    }

    private void ApplyDefault(
        ParameterExpansion parameter, string name, Value? value, bool? isSet, Piece unknown, Branch branch, bool isQuoted, ShellState state, Frame frame, List<Branch> all)
    {
        var countsEmpty = parameter.Operator[0] == ':';
        var isThere = isSet != true || !countsEmpty ? isSet : IsEmpty(value!) switch { true => false, false => true, null => (bool?)null };
        var letter = parameter.Operator[^1];
        var kept = value ?? new Value([unknown], frame.SpanOf(parameter));
        if (countsEmpty && isThere is null && kept.Pieces is [{ Kind: PieceKind.Unknown } only])
        {
            kept = new([only with { Traits = only.Traits | UnknownTraits.NotEmpty }], kept.Span);
        }

        if (letter == '?')
        {
            if (parameter.Operand is { } message)
            {
                Singles(message, state, frame);
            }

            branch.Add(kept, isQuoted);
            all.Add(branch);
            return;
        }

        var usesOperand = letter == '+' ? isThere : !isThere;
        if (usesOperand is null && _ways * 2 > MostVectors)
        {
            // Too many ways to tell them apart: the value is not known.
            if (parameter.Operand is { } other)
            {
                Singles(other, state.Copy(), frame);
            }

            branch.Add(unknown, isQuoted);
            all.Add(branch);
            return;
        }

        if (usesOperand != true)
        {
            var one = usesOperand is null ? branch.Fork() : branch;
            one.Add(letter == '+' ? Value.Of("", frame.SpanOf(parameter)) : kept, isQuoted);
            all.Add(one);
            if (usesOperand == false)
            {
                // Not taken here, but judged.
                if (parameter.Operand is { } dead)
                {
                    Singles(dead, state.Copy(), frame);
                }

                return;
            }
        }

        var operand = parameter.Operand ?? new Word(parameter.Span, []);
        if (letter == '=')
        {
            var values = Singles(operand, state, frame, Tilde.AtStart, branch.Choices);
            var contents = values.ConvertAll(static single => Content.Of(single.Value));
            if (usesOperand is null)
            {
                contents.Add(Content.Of(kept));
            }

            if (branch.Chosen(name) is { } chosen && state.Find(name) is { } slot)
            {
                contents.AddRange(slot.Alternatives.Where(other => !ReferenceEquals(other, chosen)));
            }

            Assign(name, parameter.Subscript is null ? new(Slot.Bounded(name, contents)) : WithElement(state.Find(name), null, values[0].Value), state, frame, frame.SpanOf(parameter));

            // From here on the variable holds what was assigned, whatever was chosen before.
            var assigned = values is [var sole] && parameter.Subscript is null && state.Find(name) is { Attribute: ' ' } ? Content.Of(sole.Value) : null;
            foreach (var one in ForkValues([branch], values.ConvertAll(static single => single.Value), isQuoted))
            {
                one.Choices = new(name, assigned, one.Choices);
                all.Add(one);
            }

            return;
        }

        all.AddRange(ExpandParts(operand.Parts, [branch], SegmentMode.Expanded, isQuoted, isQuoted ? Tilde.None : Tilde.AtStart, state, frame));
    }

    /// <summary>Whether a value is empty; null where that is not known.</summary>
    private static bool? IsEmpty(Value value)
    {
        if (value.Pieces.Count == 0)
        {
            return true;
        }

        foreach (var piece in value.Pieces)
        {
            if (piece.Kind != PieceKind.Unknown || (piece.Traits & UnknownTraits.NotEmpty) != 0)
            {
                return false;
            }
        }

        return null;
    }

    private void ApplyToList(ParameterExpansion parameter, ValueList list, Branch branch, bool isQuoted, ShellState state, Frame frame, List<Branch> all)
    {
        var span = frame.SpanOf(parameter);
        if (parameter.IsLength)
        {
            branch.Add(list.IsOpen ? Values.Number(frame.Shown(parameter), span) : Value.Of(list.Values.Count.ToString(CultureInfo.InvariantCulture), span), isQuoted);
            all.Add(branch);
            return;
        }

        switch (parameter.Operator)
        {
            case "":
                break;

            case ":":
                list = Slice(parameter, list, state, frame);
                break;

            case "-" or ":-" or "=" or ":=" or "+" or ":+" or "?" or ":?":
                var value = list.Values.Count > 0 ? list.Values[0] : null;
                var unknown = new Piece(PieceKind.Unknown, frame.Shown(parameter), list.Origins, UnknownTraits.Many);
                if (list.IsOpen && list.Values.Count == 0)
                {
                    ApplyDefault(parameter, parameter.Name, null, null, unknown, branch, isQuoted, state, frame, all);
                    return;
                }

                if (value is null == parameter.Operator[^1] is '+')
                {
                    if (parameter.Operator[^1] == '+')
                    {
                        all.Add(branch);
                        return;
                    }

                    break;
                }

                all.AddRange(ExpandParts(parameter.Operand?.Parts ?? [], [branch], SegmentMode.Expanded, isQuoted, Tilde.None, state, frame));
                return;

            default:
                var values = new List<Value>();
                foreach (var element in list.Values)
                {
                    values.Add(Transform(parameter, element, true, branch.Choices, state, frame) ?? Values.Unknown(frame.Shown(parameter), element.Origins, span));
                }

                list = list with { Values = values };
                break;
        }

        AddList(list, branch, isQuoted, state, frame, parameter);
        all.Add(branch);
    }

    private void AddList(ValueList list, Branch branch, bool isQuoted, ShellState state, Frame frame, ParameterExpansion parameter)
    {
        var span = frame.SpanOf(parameter);
        var separators = Separators(branch, state);
        var isPart = parameter.IsIndirect || parameter.Operator == ":";
        var isChanged = isPart || parameter.IsTransform;
        var rest = new Piece(
            PieceKind.Unknown, parameter.Subscript is null && parameter.Operator.Length == 0 ? "$" + parameter.Name : frame.Shown(parameter), list.Origins | Origins.Outside, UnknownTraits.Many);
        if (isQuoted && list.IsStar)
        {
            if (list.IsOpen || (separators is null && list.Values.Count > 1))
            {
                branch.Add(rest with { Traits = UnknownTraits.None }, isQuoted: true);
                return;
            }

            branch.Add(Values.Join(list.Values, separators is { Length: > 0 } ? separators[..1] : "", span), isQuoted: true);
            return;
        }

        if (separators is null && list.Values.Count > 1 && (!isQuoted || isChanged))
        {
            // What stands between the elements, where they become one text, is not known.
            branch.Add(rest, isQuoted);
            return;
        }

        // Where a list becomes one text, this stands between its elements.
        var first = separators is { Length: > 0 } ? separators[..1] : "";
        var between = Piece.Literal(list.IsStar ? first : isChanged && (isQuoted || !isPart) && first.Length > 0 ? first : " ");

        // Without quotes bash joins the list by the separator, and splits it again: where that is no blank, empty elements stay.
        var isJoined = !isQuoted && frame.Dialect == ShellDialect.Bash && separators is not (null or [] or [' ' or '\t' or '\n', ..]);
        for (var at = 0; at < list.Values.Count && Budget.Spend(); at++)
        {
            if (at > 0)
            {
                branch.Segments.Add(new(between, isJoined ? SegmentMode.Separator : SegmentMode.Break));
            }

            branch.Add(list.Values[at], isQuoted);
        }

        if (list.IsOpen)
        {
            if (list.Values.Count > 0)
            {
                branch.Segments.Add(new(between, SegmentMode.Break));
            }

            branch.Add(rest, isQuoted);
        }
    }

    private ValueList Slice(ParameterExpansion parameter, ValueList list, ShellState state, Frame frame)
    {
        var offset = parameter.Operand is { } first ? Arithmetic(first, state, frame) : 0;
        var length = parameter.Second is { } second ? Arithmetic(second, state, frame) : long.MaxValue;
        var values = list.Values;
        if (parameter.Name is "@" or "*")
        {
            if (offset == 0)
            {
                values = [state.Find("0") is { Alternatives: [{ First: { } zero }] } ? zero : Values.Unknown("$0", Origins.Outside, frame.SpanOf(parameter)), .. values];
            }
            else
            {
                offset = offset > 0 ? offset - 1 : offset;
            }
        }

        if (offset is not { } from || length is not { } count || list.IsOpen)
        {
            return list with { Values = [], IsOpen = true };
        }

        from = from < 0 ? Math.Max(values.Count + from, -1) : Math.Min(from, values.Count);
        return list with { Values = from < 0 || count < 0 ? [] : [.. values.Skip((int)from).Take((int)Math.Min(count, int.MaxValue))] };
    }

    private static string LengthOf(string text)
    {
        var length = text.Length;
        foreach (var character in text)
        {
            length -= char.IsLowSurrogate(character) ? 1 : 0;
        }

        return length.ToString(CultureInfo.InvariantCulture);
    }
}
