using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>Builtins that set variables: <c>read</c>, <c>mapfile</c>, <c>printf -v</c>, <c>getopts</c>.</summary>
internal sealed partial class Walker
{
    private Ending Read(Invocation invocation, ShellState state, Frame frame)
    {
        var names = new List<Value>();
        string? array = null;
        var isRaw = false;
        var delimiter = "\n";
        var isPart = false;
        InputStream stream = frame.Input;
        for (var at = 0; at < invocation.Arguments.Count; at++)
        {
            var argument = invocation.Arguments[at];
            if (names.Count > 0 || argument.Exact is not ['-', _, ..] option)
            {
                names.Add(argument);
                continue;
            }

            var letters = option[1..];
            isRaw |= letters.Contains('r');
            var taking = letters.IndexOfAny(['p', 'd', 'n', 'N', 't', 'u', 'a', 'i']);
            if (taking < 0)
            {
                continue;
            }

            var value = taking + 1 < letters.Length ? letters[(taking + 1)..] : at + 1 < invocation.Arguments.Count ? invocation.Arguments[++at].Exact : null;
            switch (letters[taking])
            {
                case 'a':
                    CheckName(invocation.Arguments[at], state, frame);
                    array = value;
                    break;
                case 'd':
                    delimiter = value is null ? "\n" : value.Length == 0 ? "\0" : value[..1];
                    break;
                case 'n' or 'N':
                    isPart = true;
                    break;
                case 'u':
                    stream = int.TryParse(value, out var number) && state.Descriptors.TryGetValue(number, out var channel) && channel.Input is { } other
                        ? other
                        : new(Flow.Unknown(Origins.None), InputKind.File, 0);
                    break;
            }
        }

        foreach (var name in names)
        {
            CheckName(name, state, frame);
        }

        var lines = isPart ? [] : Lines(stream, delimiter, frame);
        var variables = names.Count == 0 ? ["REPLY"] : names.ConvertAll(static name => name.Exact);
        var span = frame.Around ?? invocation.Span;
        if (array is not null)
        {
            var all = lines.ConvertAll(line => Content.List(line is null ? [] : LineSplitter.Words(line, state, span), line is null));
            Assign(array, new(all.Count == 0 ? [new([], true, true)] : Slot.Bounded(array, all)), state, frame, span);
            return Ending.Any(state);
        }

        for (var at = 0; at < variables.Count; at++)
        {
            if (variables[at] is not { } variable)
            {
                continue;
            }

            var all = new List<Content>();
            foreach (var line in lines)
            {
                all.Add(Content.Of(line is null ? Values.Unknown("$" + variable, stream.Flow.Origins, span) : LineSplitter.Part(line, at, variables.Count, isRaw, names.Count == 0, state, span)));
            }

            AssignTo(variable, all.Count == 0 ? [Content.Of(Values.Unknown("$" + variable, stream.Flow.Origins, span))] : all, state, frame, span);
        }

        return Ending.Any(state);
    }

    /// <summary>The lines that <c>read</c> may get now; null for one that is not known.</summary>
    private List<Value?> Lines(InputStream stream, string delimiter, Frame frame)
    {
        if (stream.Flow.Items is { } items)
        {
            return items.Count > 4 * Slot.Most ? [null] : [.. items];
        }

        if (stream.Flow.Text is not { } text)
        {
            return [null];
        }

        if (text.Exact is not { } exact)
        {
            // Some of it is known: it is one line where no line ends in it.
            var trimmed = Values.TrimNewlines(text);
            return trimmed.Pieces.Any(static piece => piece.Kind == PieceKind.Text && piece.Text.Contains('\n')) ? [null] : [trimmed];
        }

        if (stream.Depth == frame.Branches)
        {
            var start = Math.Min(stream.Position, exact.Length);
            var end = exact.IndexOf(delimiter, start, StringComparison.Ordinal);
            stream.Position = end < 0 ? exact.Length : end + 1;
            return [Value.Of(exact[start..(end < 0 ? exact.Length : end)], text.Span)];
        }

        // In a loop or a branch: any of the lines.
        var lines = exact.Length > 4096 ? [] : exact.Split(delimiter, StringSplitOptions.RemoveEmptyEntries);
        return Budget.Spend(lines.Length) && lines.Length is > 0 and <= 64 ? [.. lines.Select(line => Value.Of(line, text.Span))] : [null];
    }

    private Ending ReadLines(Invocation invocation, ShellState state, Frame frame)
    {
        var name = "MAPFILE";
        var isTrimmed = false;
        var isPart = false;
        for (var at = 0; at < invocation.Arguments.Count; at++)
        {
            var argument = invocation.Arguments[at];
            if (argument.Exact is ['-', _, ..] option)
            {
                isTrimmed |= option.Contains('t');
                isPart |= option.AsSpan(1).ContainsAnyExcept('t', 'C', 'c');
                at += option[^1] is 'd' or 'n' or 'O' or 's' or 'u' or 'C' or 'c' && option.Length == 2 ? 1 : 0;
                continue;
            }

            CheckName(argument, state, frame);
            name = argument.Exact ?? name;
        }

        var flow = frame.Input.Flow;
        var span = frame.Around ?? invocation.Span;
        var content = new Content([], true, true);
        if (isPart)
        {
            // Not all of the lines, from somewhere else, or to some other place.
            content = new([new("0", Values.Unknown("$" + name, flow.Origins, span))], true, true);
        }
        else if (isTrimmed && flow.Exact is { Length: < 4096 } text)
        {
            content = Content.List([.. (text.EndsWith('\n') ? text[..^1] : text).Split('\n').Select(line => Value.Of(line, span))]);
        }
        else if (isTrimmed && flow.Items is { } items)
        {
            content = Content.List(items);
        }
        else if (flow.Origins != Origins.None)
        {
            content = new([new("0", Values.Unknown("$" + name, flow.Origins, span))], true, true);
        }

        Budget.Spend(content.Elements.Count);
        Assign(name, new([content]), state, frame, span);
        return Ending.Any(state);
    }

    private Ending PrintInto(Value target, Invocation invocation, ShellState state, Frame frame)
    {
        CheckName(target, state, frame);
        if (target.Exact is { } name)
        {
            var sink = new Sink();
            Start(invocation, state, frame with { Output = sink });
            var span = frame.Around ?? invocation.Span;
            AssignTo(name, [.. sink.Ways.Select(flow => Content.Of(flow.Text ?? Values.Unknown("$" + name, flow.Origins, span)))], state, frame, span);
        }
        else
        {
            Forget(state);
        }

        return Ending.Any(state);
    }

    private Ending NextOption(IReadOnlyList<Value> arguments, ShellState state, Frame frame, Invocation invocation)
    {
        var span = frame.Around ?? invocation.Span;
        if (arguments is [{ Exact: { } letters }, { Exact: { } name }, ..] && IsName(name))
        {
            IReadOnlyList<Value> given = [.. arguments.Skip(2)];
            var known = given.Count > 0 ? given : state.Find(ShellState.Parameters)?.Alternatives is [{ IsOpen: false } only] ? [.. only.Elements.Select(static element => element.Value)] : null;
            var found = known is not null && Budget.Spend(known.Count) ? OptionsOf(letters, known) : null;
            var names = found?.Select(static option => option.Letter).Distinct() ?? letters.Where(static letter => letter != ':');
            state.Set(name, new([.. names.Take(Slot.Most - 1).Select(letter => Content.Of(Value.Of(letter.ToString(), span))), Content.Of(Value.Of("?", span))]));
            state.Set("OPTIND", new([Content.Of(Values.Number("$OPTIND", span))]));

            // Which of them it is depends on how often it was asked.
            List<Content> values = [.. found?.Where(static option => option.Value is not null).Select(static option => Content.Of(option.Value!)) ?? []];
            state.Set("OPTARG", new(values.Count is > 0 and <= Slot.Most ? values : [Content.Of(Values.Unknown("$OPTARG", Origins.Outside, span))]));
        }

        return Ending.Any(state);
    }

    /// <summary>The options among known parameters, as getopts takes them; null where one of them is not known.</summary>
    private static List<(char Letter, Value? Value)>? OptionsOf(string letters, IReadOnlyList<Value> parameters)
    {
        var options = new List<(char, Value?)>();
        for (var at = 0; at < parameters.Count; at++)
        {
            if (parameters[at].Exact is not { } word)
            {
                return null;
            }

            if (word is not ['-', _, ..] or "--")
            {
                break;
            }

            for (var letter = 1; letter < word.Length; letter++)
            {
                var place = letters.IndexOf(word[letter], StringComparison.Ordinal);
                if (place < 0 || place + 1 >= letters.Length || letters[place + 1] != ':')
                {
                    options.Add((word[letter], null));
                    continue;
                }

                var value = letter + 1 < word.Length ? Values.Skip(parameters[at], letter + 1) : at + 1 < parameters.Count ? parameters[++at] : null;
                options.Add((word[letter], value));
                break;
            }
        }

        return options;
    }
}
