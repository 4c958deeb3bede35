using System.Globalization;
using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>Arithmetic, and text that hides in it: the shell evaluates what variables hold, commands in subscripts included.</summary>
internal sealed partial class Walker
{
    private const int DeepestVariable = 6;

    private int _variableDepth;

    /// <summary>The number of an expression; null where it is not known.</summary>
    private long? Arithmetic(Word expression, ShellState state, Frame frame)
    {
        var value = Single(expression, state, frame);
        if (value.Exact is { } text)
        {
            if (!MayRun(text))
            {
                return ArithmeticText(text, state, frame);
            }

            RunHidden(text, state, frame, frame.SpanOf(expression));
            return null;
        }

        foreach (var piece in value.Pieces)
        {
            if (piece.Kind == PieceKind.Text && MayRun(piece.Text))
            {
                RunHidden(piece.Text, state, frame, frame.SpanOf(expression));
            }
        }

        // Digits where the numbers are not known: what is set in it is still seen.
        var shown = string.Concat(value.Pieces.Select(static piece => piece.Kind == PieceKind.Text ? piece.Text : " _unknown_ "));
        ArithmeticText(shown, state, frame);
        return null;
    }

    private long? ArithmeticText(string text, ShellState state, Frame frame)
    {
        if (!Budget.SpendText((long)text.Length * 16) || ++_variableDepth > DeepestVariable)
        {
            _variableDepth = Math.Max(0, _variableDepth - 1);
            return null;
        }

        var number = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var plain) && text is not ['0', _, ..]
            ? plain
            : new ArithmeticReader(text.Replace("\"", "", StringComparison.Ordinal), ReadNumber, WriteNumber, Budget).Read();
        _variableDepth--;
        return number;

        long? ReadNumber(string name, string? key)
        {
            if (state.Find(name) is not { Alternatives: [var content] } || content.IsOpen)
            {
                return null;
            }

            var value = content.First;
            if (key is not null)
            {
                var place = KeyOf(name, key, state, frame, frame.Around ?? default) is { } index && !content.IsOpen && !IsKeyed(name, state) ? content.KeyOf(index) : null;
                if (place is null)
                {
                    return null;
                }

                value = content.At(place);
            }
            else if (content is { IsArray: true, IsOpen: true })
            {
                return null;
            }
            else if (content.IsArray)
            {
                value = content.At("0");
            }

            if (value is null)
            {
                return 0;
            }

            if (value.Exact is not { } held)
            {
                return null;
            }

            if (MayRun(held))
            {
                RunHidden(held, state, frame, frame.Around ?? value.Span);
                return null;
            }

            return ArithmeticText(held, state, frame);
        }

        void WriteNumber(string name, string? key, long? number)
        {
            var value = number is { } known
                ? Value.Of(known.ToString(CultureInfo.InvariantCulture), frame.Around ?? default)
                : Values.Number("$" + name, frame.Around ?? default);
            var slot = key is null ? new Slot([Content.Of(value)]) : WithElement(state.Find(name), IsKeyed(name, state) ? null : KeyOf(name, key, state, frame, frame.Around ?? default), value);
            state.Set(name, slot with { IsExported = state.Find(name)?.IsExported ?? false });
        }
    }

    private Slot WithElement(Slot? slot, string? key, Value value)
    {
        var all = new List<Content>();
        foreach (var content in slot?.Alternatives ?? [Content.Unset])
        {
            var place = key is null || slot is { Attribute: 'A' } ? key : content.KeyOf(key);
            if (place is null)
            {
                all.Add(new([.. content.Elements, new("?", value)], true, true));
                continue;
            }

            Budget.Spend(1 + (content.Elements.Count / 8));
            all.Add(content with { Elements = With(content.Elements, new(place, value)), IsArray = true });
        }

        return new(all, slot?.IsExported ?? false, slot?.Attribute ?? ' ');
    }

    /// <summary>The elements with one more, or with another in its place, in the order of their indices.</summary>
    private static List<Element> With(IReadOnlyList<Element> elements, Element one)
    {
        var all = new List<Element>(elements);
        var same = all.FindIndex(element => element.Key == one.Key);
        if (same >= 0)
        {
            all[same] = one;
            return all;
        }

        var place = all.Count;
        while (place > 0 && IndexOf(one) < IndexOf(all[place - 1]))
        {
            place--;
        }

        all.Insert(place, one);
        return all;

        static long IndexOf(Element element)
            => long.TryParse(element.Key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index) ? index : long.MaxValue;
    }

    /// <summary>Whether text that the shell evaluates once more may run a command.</summary>
    private static bool MayRun(string text) => text.Contains('`') || text.Contains("$(", StringComparison.Ordinal) || text.Contains("${", StringComparison.Ordinal);

    /// <summary>Tells of text that is evaluated where nobody expects it, and follows what it runs.</summary>
    private void RunHidden(string text, ShellState state, Frame frame, Range span)
    {
        Add(new HiddenEvaluation(span, frame.Context, text));
        if (frame.Programs >= MostPrograms || !Budget.SpendText((long)text.Length * 4))
        {
            return;
        }

        var script = ShellParser.Parse(": \"" + text.Replace("\"", "\\\"", StringComparison.Ordinal) + "\"", ShellDialect.Bash);
        var inside = frame with
        {
            Source = script.Text,
            Dialect = ShellDialect.Bash,
            Around = span,
            Output = new(keeps: false),
            Loop = null,
            Programs = frame.Programs + 1,
            Context = frame.Context | RunContext.Substitution,
        };
        RunList(script.Body, state.Copy(), inside);
    }
}
