using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>Builtins that are given the names of variables and aliases.</summary>
internal sealed partial class Walker
{
    // wait -p sets a variable, whose name may be an element.
    private Ending Wait(IReadOnlyList<Value> arguments, ShellState state, Frame frame)
    {
        for (var at = 0; at < arguments.Count; at++)
        {
            if (arguments[at].KnownStart is not ['-', .. var letters] || letters.IndexOf('p') is not (>= 0 and var place))
            {
                continue;
            }

            var target = place + 1 < letters.Length || arguments[at].Exact is null ? Values.Skip(arguments[at], place + 2) : arguments.ElementAtOrDefault(at + 1);
            if (target is not null)
            {
                CheckName(target, state, frame);
                AssignTo(target.Exact ?? "", [Content.Of(Values.Number("$!", target.Span))], state, frame, frame.Around ?? target.Span);
            }
        }

        return Ending.Any(state);
    }

    private Ending Unset(IReadOnlyList<Value> arguments, ShellState state, Frame frame)
    {
        var functions = false;
        var references = false;
        foreach (var argument in arguments)
        {
            if (argument.Exact is ['-', ..] option)
            {
                functions |= option.Contains('f');
                references |= option.Contains('n');
                continue;
            }

            CheckName(argument, state, frame);
            if (argument.Exact is not { } name)
            {
                continue;
            }

            if (references)
            {
                // Only what is a reference is taken away.
                if (state.Find(name) is { Attribute: 'n' })
                {
                    state.Set(name, new([Content.Environment]));
                }

                continue;
            }

            if (functions || (state.Find(name) is null && state.Functions.ContainsKey(name)))
            {
                state.Functions = state.Functions.Remove(name);
            }
            else if (name.IndexOf('[') is var open and > 0)
            {
                state.Set(name[..open], new([new([], true, true)]));
            }
            else
            {
                state.Set(name, new([Content.Unset]));
            }
        }

        return Ending.Success(state);
    }

    private static Ending SetAliases(IReadOnlyList<Value> arguments, ShellState state, Frame frame, Range span)
    {
        foreach (var argument in arguments)
        {
            var start = argument.KnownStart;
            if (start.IndexOf('=') is var sign and > 0)
            {
                state.Aliases = state.Aliases.SetItem(start[..sign], new(Values.Skip(argument, sign + 1), frame.Source, frame.Around is null ? span.End.GetOffset(int.MaxValue) : 0));
            }
        }

        return Ending.Any(state);
    }

    /// <summary>Looks at text that the shell takes as the name of a variable: a subscript in it is evaluated.</summary>
    private void CheckName(Value name, ShellState state, Frame frame)
    {
        var span = frame.Around ?? name.Span;
        if (name.Exact is { } text)
        {
            if (MayRun(text) && text.Contains('['))
            {
                RunHidden(text, state, frame, span);
            }
        }
        else if (name.HasUnknown && (name.Pieces is [{ Kind: PieceKind.Unknown }, ..] || name.KnownStart.Contains('[')))
        {
            Add(new HiddenEvaluation(span, frame.Context, name.ToString()));
        }
    }
}
