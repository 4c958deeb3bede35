using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>Functions and aliases.</summary>
internal sealed partial class Walker
{
    /// <summary>How often a function is followed into itself.</summary>
    private const int MostRecursion = 4;

    private readonly HashSet<CommandNode> _endless = [];
    private readonly HashSet<string> _expanding = [];

    private Ending Call(
        FunctionSlot function, IReadOnlyList<Value> words, IReadOnlyList<Variable> variables, ShellState state, Frame frame, Range span)
    {
        Ending all = default;
        var before = frame.Output.Ways;
        IReadOnlyList<Flow>? after = null;
        if (function.MayBeOther)
        {
            // What the definitions that were too many would do is not followed.
            Add(new UnknownProgram(span, frame.Context, ProgramKind.CommandName, "", Origins.None, words[0].ToString()));
            Forget(state);
        }

        foreach (var body in function.Alternatives)
        {
            frame.Output.Restore(before);
            var ending = Call(body, words, function.Alternatives.Count == 1 && !function.MayBeMissing ? state : state.Copy(), frame, span);
            all = Ending.Join(all, ending, Budget);
            if (after is not null)
            {
                frame.Output.Merge(after);
            }

            after = frame.Output.Ways;
        }

        if (function.MayBeMissing)
        {
            frame.Output.Restore(before);
            var ending = Execute(words, variables, true, state.Copy(), frame, span);
            frame.Output.Merge(after ?? before);
            all = Ending.Join(all, ending, Budget);
        }

        return all;
    }

    private Ending Call(FunctionBody body, IReadOnlyList<Value> words, ShellState state, Frame frame, Range span)
    {
        _called.Add(body.Definition);
        Budget.Spend(8);
        var depth = 0;
        for (var call = frame.Call; call is not null; call = call.Around)
        {
            if (ReferenceEquals(call.Function, body.Definition))
            {
                depth++;
                if (frame.Copies > call.Copies)
                {
                    if (_endless.Add(body.Definition))
                    {
                        Add(new EndlessCopies(span, frame.Context));
                    }

                    return Ending.Any(state);
                }
            }
        }

        if (depth > MostRecursion)
        {
            return Ending.Any(state);
        }

        var outer = state.Find(ShellState.Parameters);
        state.Set(ShellState.Parameters, new([PositionalParameters([.. words.Skip(1)])]));
        var exits = new CallExits(frame.Call, body.Definition, frame.Copies);
        var ending = RunCommand(body.Definition.Body, state, InsideOf(body, frame, span) with { Call = exits, Loop = null });
        var returned = exits.Returned is null ? ending : new(
            ShellState.Join(ending.Succeeded, exits.Returned, Budget), ShellState.Join(ending.Failed, exits.Returned, Budget));
        return new(Left(returned.Succeeded), Left(returned.Failed), ending.IsTrusted);

        ShellState? Left(ShellState? end)
        {
            if (end is null)
            {
                return null;
            }

            end = end.Copy();
            Put(end, ShellState.Parameters, outer);
            foreach (var (name, slot) in exits.Locals)
            {
                Put(end, name, slot);
            }

            return end;
        }

        static void Put(ShellState end, string name, Slot? slot)
        {
            end.Pass(name);
            end.Variables = slot is null ? end.Variables.Remove(name) : end.Variables.SetItem(name, slot);
        }
    }

    /// <summary>The frame in which the body of a function runs: its own text, the streams of the caller.</summary>
    private static Frame InsideOf(FunctionBody body, Frame frame, Range span) => frame with
    {
        Source = body.Frame.Source,
        Dialect = body.Frame.Dialect,
        Around = body.Frame.Around ?? (ReferenceEquals(body.Frame.Source, frame.Source) ? null : frame.Around ?? span),
        HasStandIns = body.Frame.HasStandIns,
        Runner = body.Frame.Runner,
    };

    /// <summary>Functions that the text never calls are judged once: who defines them means to.</summary>
    private void RunUncalled(ShellState state, Frame frame)
    {
        for (var at = 0; at < _defined.Count && Budget.Spend(); at++)
        {
            var body = _defined[at];
            if (!_called.Add(body.Definition))
            {
                continue;
            }

            var inside = InsideOf(body, frame, frame.Around ?? body.Definition.Span) with
            {
                Context = frame.Context | RunContext.Uncalled,
                Call = new(null, body.Definition, 0),
                Output = new(keeps: false),
            };
            RunApart(state, inside, own =>
            {
                own.Set(ShellState.Parameters, new([new([], true, true)]));
                return RunCommand(body.Definition.Body, own, inside);
            });
        }
    }

    private AliasText? AliasOf(SimpleCommand command, ShellState state, Frame frame)
    {
        if (state.Aliases.IsEmpty || command.Words is not [{ Parts: [LiteralText { IsQuoted: false } name] } first, ..]
            || !state.Aliases.TryGetValue(name.Text, out var alias) || _expanding.Contains(name.Text))
        {
            return null;
        }

        // The shell reads a whole line before it runs it: an alias counts from the next line on.
        var start = first.Span.Start.GetOffset(frame.Source.Length);
        return !ReferenceEquals(alias.Source, frame.Source) || (start > alias.End && frame.Source.AsSpan(alias.End, start - alias.End).Contains('\n')) ? alias : null;
    }

    private Ending RunAlias(AliasText alias, SimpleCommand command, ShellState state, Frame frame)
    {
        var first = command.Words[0];
        var end = first.Span.End.GetOffset(frame.Source.Length);
        var name = ((LiteralText)first.Parts[0]).Text;
        _expanding.Add(name);
        var span = frame.SpanOf(command);
        var text = alias.Text;
        for (var at = 1; at < command.Words.Count && Budget.Spend() && text.Pieces is [.., { Kind: PieceKind.Text, Text: [.., ' ' or '\t'] }]; at++)
        {
            // Behind one that ends in a blank, the next word is looked up as well.
            if (command.Words[at].Parts is not [LiteralText { IsQuoted: false } next] || !state.Aliases.TryGetValue(next.Text, out var second) || Budget.IsOut)
            {
                break;
            }

            text = Values.Join(text, second.Text, span);
            end = command.Words[at].Span.End.GetOffset(frame.Source.Length);
        }

        var rest = frame.Source[end..command.Span.End.GetOffset(frame.Source.Length)];
        text = Values.Join(text, Value.Of(rest, span), span);
        var ending = RunText(text, frame.Dialect, frame.Runner.Length > 0 ? frame.Runner : "alias", state, frame, span);
        _expanding.Remove(name);
        return ending;
    }
}
