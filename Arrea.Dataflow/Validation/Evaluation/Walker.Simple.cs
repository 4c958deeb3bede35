using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>Simple commands: words, assignments, redirections.</summary>
internal sealed partial class Walker
{
    // What a guess would run may be a pattern in its turn: s?do r? -rf /.
    private const int MostGuesses = 2;

    private int _guesses;

    private Ending RunSimple(SimpleCommand command, ShellState state, Frame frame)
    {
        if (AliasOf(command, state, frame) is { } alias)
        {
            // Whether the shell looks at aliases is not known: both are judged.
            var before = frame.Output.Ways;
            var expanded = RunAlias(alias, command, state.Copy(), frame);
            frame.Output.Merge(before);
            var plain = RunWords(command, state, frame);
            return Ending.Join(expanded, plain, Budget);
        }

        return RunWords(command, state, frame);
    }

    private Ending RunWords(SimpleCommand command, ShellState state, Frame frame)
    {
        var waiting = _waiting.Count;
        var name = command.Words is [{ Parts: [LiteralText literal] }, ..] ? literal.Text : null;
        if (name is "export" or "declare" or "typeset" or "local" or "readonly" && !state.Functions.ContainsKey(name))
        {
            var declared = Open(command.Redirections, state, frame);
            RunDeclaration(name, command, state, declared.Frame);
            if (command.Words is [_] or [_, { Parts: [LiteralText { Text: "-p" or "-x" }] }])
            {
                declared.Frame.Output.Add(Flow.Unknown(Origins.Outside | Origins.Secret), Budget);
            }

            Close(declared with { Waiting = waiting }, state, frame);
            return Ending.Success(state);
        }

        var branches = ExpandWords(command.Words, [new Branch()], state, frame);
        if (branches.Count == 1 && branches[0].Fields.Count == 0)
        {
            var opened = Open(command.Redirections, state, frame);
            RunAssignments(command.Assignments, state, opened.Frame);
            Close(opened with { Waiting = waiting }, state, frame);
            return command.Words.Count > 0 || HasSubstitution(command) ? Ending.Any(state) : Ending.Success(state);
        }

        Ending all = default;
        var ways = new List<Flow>();
        var start = frame.Output.Ways;
        for (var at = 0; at < branches.Count && Budget.Spend(); at++)
        {
            var own = at == branches.Count - 1 ? state : state.Copy();
            frame.Output.Restore(start);
            var opened = Open(command.Redirections, own, frame) with { Waiting = waiting };
            var ending = RunWay(command, branches[at], own, opened.Frame);
            if (name == "exec" && branches[at].Fields.Count == 1)
            {
                Keep(opened, own, frame);
            }

            Close(opened, own, frame);
            ways.AddRange(frame.Output.Ways);
            all = Ending.Join(all, ending, Budget);
        }

        if (branches.Count > 1)
        {
            frame.Output.Restore(ways.Count > Slot.Most ? [Sink.Collapse(ways)] : ways);
        }

        return all;
    }

    private static bool HasSubstitution(SimpleCommand command)
    {
        foreach (var assignment in command.Assignments)
        {
            foreach (var part in assignment.Value?.Parts ?? [])
            {
                if (part is CommandSubstitution)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private Ending RunWay(SimpleCommand command, Branch branch, ShellState state, Frame frame)
    {
        var span = frame.SpanOf(command);
        var fields = branch.Fields;
        if (command.Assignments.Count == 0)
        {
            return Execute(fields, [], false, state, frame, span);
        }

        // Assignments before a command hold for this command only.
        var variables = new List<Variable>();
        var inside = state.Copy();
        foreach (var assignment in command.Assignments)
        {
            var slot = SlotOf(assignment, inside, frame) with { IsExported = true };
            inside.Set(assignment.Name, slot);
            foreach (var content in slot.Alternatives)
            {
                variables.Add(new(assignment.Name, content.First ?? Value.Of("", frame.SpanOf(assignment))));
            }
        }

        var ending = Execute(fields, variables, false, inside, frame, span);
        if (fields[0].Exact is ":" or "." or "source" or "eval" or "export" or "readonly" or "return" or "set" or "shift" or "times" or "trap" or "unset" or "exec" or "break" or "continue")
        {
            // Before a special builtin they stay, where the shell is one by the book.
            return Ending.Join(ending, new(Restored(ending.Succeeded), Restored(ending.Failed), ending.IsTrusted), Budget);
        }

        return new(Restored(ending.Succeeded), Restored(ending.Failed), ending.IsTrusted);

        ShellState? Restored(ShellState? after)
        {
            if (after is null)
            {
                return null;
            }

            after = after.Copy();
            foreach (var assignment in command.Assignments)
            {
                after.Variables = state.Find(assignment.Name) is { } old
                    ? after.Variables.SetItem(assignment.Name, old)
                    : after.Variables.Remove(assignment.Name);
            }

            return after;
        }
    }

    /// <summary>Runs a command whose words are known as far as they can be.</summary>
    private Ending Execute(IReadOnlyList<Value> words, IReadOnlyList<Variable> variables, bool skipsFunctions, ShellState state, Frame frame, Range span)
    {
        if (words.Count == 0 || !Budget.Spend(1 + (words.Count / 8)))
        {
            return Ending.Any(state);
        }

        if (words[0].Exact is not { } name)
        {
            return ExecuteUnknown(words, variables, state, frame, span);
        }

        if (!skipsFunctions && state.Functions.TryGetValue(name, out var function))
        {
            return Call(function, words, variables, state, frame, span);
        }

        foreach (var content in state.Find(Remembered)?.Alternatives ?? [])
        {
            if (content.At(name) is { } path && path.Exact != name)
            {
                Add(new OptionRuns(span, frame.Context, "hash", "-p"));
                Execute([path, .. words.Skip(1)], variables, true, state.Copy(), frame with { Output = new(keeps: false) }, span);
            }
        }

        var directories = state.Find(ShellState.Directory)!.Alternatives;
        if (directories.Count == 1)
        {
            return Invoke(words, variables, state, frame, span);
        }

        Ending all = default;
        foreach (var directory in directories)
        {
            var own = state.Copy();
            own.Set(ShellState.Directory, new([directory]));
            var ending = Invoke(words, variables, own, frame, span);
            all = Ending.Join(all, ending, Budget);
        }

        return all;
    }

    private Ending ExecuteUnknown(IReadOnlyList<Value> words, IReadOnlyList<Variable> variables, ShellState state, Frame frame, Range span)
    {
        var name = words[0];
        if (!name.HasUnknown && !name.Pieces.Any(static piece => piece.Kind is PieceKind.Number))
        {
            var ending = Invoke(words, variables, state, frame, span);
            if (++_guesses <= MostGuesses)
            {
                foreach (var guess in CommandNames.Fitting(name))
                {
                    if (Budget.Spend(8 + (words.Count * 2)))
                    {
                        Invoke([Value.Of(guess, name.Span), .. words.Skip(1)], variables, state.Copy(), frame, span);
                    }
                }
            }

            _guesses--;
            return ending;
        }

        var isText = frame.HasStandIns && name.Pieces.Any(_standIns.Holds);
        Add(new UnknownProgram(name.Span, frame.Context, isText ? ProgramKind.ShellText : ProgramKind.CommandName, isText ? frame.Runner : "", name.Origins, name.ToString()));
        if (frame.Copies > 0 && IsItself(name))
        {
            Add(new EndlessCopies(span, frame.Context));
        }

        // Where it turns out to be empty, the next word is the command: $SUDO rm -rf /.
        if (words.Count > 1 && words[1].Exact is not ['-', ..] && name.MaySplit && name.Pieces.All(static piece => piece.Kind == PieceKind.Unknown && (piece.Traits & UnknownTraits.NotEmpty) == 0))
        {
            Execute([.. words.Skip(1)], variables, false, state.Copy(), frame with { Output = new(keeps: false) }, span);
        }

        // A shell, whichever it is.
        if (name.Pieces is [{ Kind: PieceKind.Unknown, Text: "$SHELL" or "${SHELL}" or "$BASH" or "${BASH}" or "$0" }] && words.Count > 1)
        {
            Execute([Value.Of("bash", name.Span), .. words.Skip(1)], variables, true, state.Copy(), frame with { Output = new(keeps: false) }, span);
        }

        // Variables that nobody sets are empty: r${x}m is rm.
        if (name.Pieces.Count > 1 && name.Pieces.All(static piece => piece.Kind == PieceKind.Text || (piece.Kind == PieceKind.Unknown && (piece.Traits & UnknownTraits.NotEmpty) == 0)))
        {
            var rest = string.Concat(name.Pieces.Where(static piece => piece.Kind == PieceKind.Text).Select(static piece => piece.Text));
            Execute([Value.Of(rest, name.Span), .. words.Skip(1)], variables, true, state.Copy(), frame with { Output = new(keeps: false) }, span);
        }

        if (name.Pieces is [.., { Kind: PieceKind.Text } last] && last.Text.Contains('/'))
        {
            return Invoke(words, variables, state, frame, span);
        }

        frame.Output.Add(Flow.Unknown(Origins.Program | name.Origins), Budget);
        return Ending.Any(state);
    }

    /// <summary>Runs a program or a builtin.</summary>
    private Ending Invoke(IReadOnlyList<Value> words, IReadOnlyList<Variable> variables, ShellState state, Frame frame, Range span)
    {
        var directory = state.Find(ShellState.Directory)!.Alternatives[0].First!;
        if (Linked(words, directory) is { } real)
        {
            if (words[0].Exact is "cd" or "pushd")
            {
                words = real;
            }
            else
            {
                FollowLinks(real, variables, state, frame, span);
            }
        }

        var arguments = words.Count == 1 ? (IReadOnlyList<Value>)[] : [.. words.Skip(1)];
        var invocation = new Invocation(span, frame.Context, words[0], WithContents(arguments, directory), variables, frame.Input.Flow, directory);
        Add(invocation);
        state.Set("_", new([Content.Of(words[^1])]));
        if (invocation.Command.Exact is { } name && Builtin(name, invocation, state, frame) is { } ending)
        {
            return ending;
        }

        return Start(invocation, state, frame);
    }
}
