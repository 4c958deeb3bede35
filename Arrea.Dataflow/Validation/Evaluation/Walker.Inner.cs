using Arrea.Dataflow.Validation.CommandLines;
using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Paths;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>Programs that commands run in their turn.</summary>
internal sealed partial class Walker
{
    /// <summary>How deep programs may nest.</summary>
    private const int MostPrograms = 16;

    private const RunContext Beside = RunContext.ByOption | RunContext.Code | RunContext.Later;

    /// <summary>Runs a command that the shell does not know itself, and all that it runs in its turn.</summary>
    private Ending Start(Invocation invocation, ShellState state, Frame frame)
    {
        var inside = frame with { Programs = frame.Programs + 1, Loop = null };
        var name = invocation.Name ?? "";
        if (inside.Programs > MostPrograms || !Budget.Spend(20))
        {
            Budget.GiveUp();
            return Ending.Any(state);
        }

        if (RunWritten(invocation, state, inside) is { } written)
        {
            return written;
        }

        var programs = InnerPrograms.Of(invocation);
        var isHere = name is "eval" or "command" or "builtin" or "source" or "." or "exec" or "trap";
        var ending = Ending.None;
        var before = frame.Output.Ways;
        var output = false;
        IReadOnlyList<Flow> after = before;
        for (var at = 0; at < programs.Count && Budget.Spend(); at++)
        {
            var program = programs[at];
            var isBeside = program is InnerCode or InnerByOption || (program.Adds & Beside) != 0;
            var isLast = at == programs.Count - 1;
            var own = isHere && isLast && !isBeside ? state : state.Copy();
            var sink = new Sink();
            var one = RunProgram(program, invocation, own, inside with { Context = frame.Context | program.Adds, Output = sink });
            if (isHere && !isBeside)
            {
                ending = Ending.Join(ending, one, Budget);
            }

            if (!isBeside)
            {
                output = true;
                frame.Output.Restore(after);
                frame.Output.Add(sink.Ways, Budget);
                after = frame.Output.Ways;
            }
        }

        if (programs.Count == 0 && !_isGuessing)
        {
            TryArguments(invocation, state, inside);
        }

        if (!output)
        {
            frame.Output.Add(Bounded(Outputs.Of(invocation, path => ContentsOf(path, invocation.Directory, frame))), Budget);
        }

        RunScripts(invocation, state, inside);
        FileWrites.Note(invocation, _files, frame.Branches == 0, path => ContentsOf(path, invocation.Directory, frame), Budget);
        if (name == "exec")
        {
            return output ? Ending.None : Ending.Success(state);
        }

        return isHere && output ? ending : Ending.Any(state);
    }

    /// <summary>Follows arguments that look like commands; nothing of it stays, but that it was seen.</summary>
    private void TryArguments(Invocation invocation, ShellState state, Frame frame)
    {
        var programs = Launchers.Of(invocation);
        if (programs.Count == 0)
        {
            return;
        }

        _isGuessing = true;
        var start = _facts.Count;
        foreach (var program in programs)
        {
            RunProgram(program, invocation, state.Copy(), frame with { Output = new(keeps: false), Branches = frame.Branches + 1 });
        }

        _isGuessing = false;
        var seen = _facts[start..];
        _facts.RemoveRange(start, seen.Count);
        Add(new Guess(invocation.Span, frame.Context, invocation.Name!, seen));
    }

    /// <summary>Text that grows on its way is paid for by its length, and is not followed beyond a bound.</summary>
    private Flow Bounded(Flow flow)
    {
        var length = flow.Text is { } text ? Values.LengthOf(text) : flow.Items?.Count * 16L ?? 0;
        return Budget.SpendText(length * 2) && length <= Flow.LongestText ? flow : Flow.Unknown(flow.Origins);
    }

    private Ending RunProgram(InnerProgram program, Invocation around, ShellState state, Frame frame)
    {
        switch (program)
        {
            case InnerCommand command:
                if (command.Directory is { } directory)
                {
                    state.Set(ShellState.Directory, new([Content.Of(DirectoryPath.Enter(around.Directory, directory, directory.Span))]));
                }

                var isPlain = around.Variables.Count == 0;
                var variables = isPlain ? command.Variables : command.Variables.Count == 0 ? around.Variables : [.. around.Variables, .. command.Variables];
                var input = command.Input is { } own ? new InputStream(own, InputKind.File, frame.Branches) : frame.Input;
                return Execute(command.Words, variables, skipsFunctions: true, state, frame with { Input = input }, frame.Around ?? command.Span);

            case InnerText text:
                var fresh = text.InThisShell ? state : FreshState(text.Parameters, around, state);
                if (text.InThisShell && text.Parameters.Count > 1)
                {
                    fresh.Set(ShellState.Parameters, new([PositionalParameters([.. text.Parameters.Skip(1)])]));
                }

                var stream = text.Input is { } given ? new InputStream(given, InputKind.File, frame.Branches) : frame.Input;
                return RunText(text.Text, text.Dialect, text.Runner, fresh, frame with { Input = stream, Call = text.InThisShell ? frame.Call : null }, frame.Around ?? text.Span);

            case InnerInput input1:
                return RunInput(input1, around, state, frame);

            case InnerFile file:
                return RunFile(file, around, state, frame);

            case InnerCode { IsUnderstood: false } code:
                RunCode(code, frame);
                break;

            case InnerByOption option:
                Add(new OptionRuns(frame.Around ?? option.Span, frame.Context, around.Name ?? around.Command.ToString(), option.Option));
                break;
        }

        return Ending.Any(state);
    }

    private void RunCode(InnerCode code, Frame frame)
    {
        var shown = code.Code.ToString();
        Add(new UnknownProgram(frame.Around ?? code.Span, frame.Context, ProgramKind.Code, code.Runner, code.Code.Origins, shown));
        if (shown.Contains("fork", StringComparison.Ordinal) && (shown.Contains("while", StringComparison.Ordinal) || shown.Contains("loop", StringComparison.Ordinal)
            || shown.Contains("for ", StringComparison.Ordinal) || shown.Contains("for(", StringComparison.Ordinal)))
        {
            Add(new EndlessCopies(frame.Around ?? code.Span, frame.Context));
        }
    }

    /// <summary>Runs text in a shell of its own, or in this one.</summary>
    private Ending RunText(Value text, ShellDialect dialect, string runner, ShellState state, Frame frame, Range span)
    {
        if (text.Pieces is [{ Kind: PieceKind.Unknown }] || (text.Exact is null && !text.Pieces.Any(static piece => piece.Kind == PieceKind.Text && piece.Text.AsSpan().Trim().Length > 0)))
        {
            Add(new UnknownProgram(span, frame.Context, ProgramKind.ShellText, runner, text.Origins, text.ToString()));
            return Ending.Any(state);
        }

        // Quotes around it do not help: what is put into the text of a program may end them.
        if (text.Pieces.Any(static piece => piece.Kind is PieceKind.Unknown || (piece.Kind is PieceKind.Glob && (piece.Traits & UnknownTraits.IsPlain) == 0)))
        {
            Add(new UnknownProgram(span, frame.Context, ProgramKind.ShellText, runner, text.Origins, text.ToString()));
        }

        var written = text.Exact ?? _standIns.Write(text);
        if (written is null || frame.Programs > MostPrograms || !Budget.SpendText((long)written.Length * 16))
        {
            Budget.GiveUp();
            return Ending.Any(state);
        }

        var script = ShellParser.Parse(written, dialect);
        foreach (var problem in script.Problems)
        {
            if (problem.IsBudget)
            {
                Budget.GiveUp();
            }

            Add(new UnknownProgram(span, frame.Context, ProgramKind.ShellText, runner, text.Origins, text.ToString()));
            break;
        }

        var inside = frame with
        {
            Source = script.Text,
            Dialect = dialect,
            Around = span,
            Runner = runner,
            HasStandIns = frame.HasStandIns || text.Exact is null,
            Loop = null,
        };
        var exits = state.Exits;
        if (exits.IsRunning)
        {
            return RunList(script.Body, state, inside);
        }

        // The text of a shell of its own.
        exits.IsRunning = true;
        var ending = RunList(script.Body, state, inside);
        EndShell(ending, exits, inside);
        return ending;
    }

    /// <summary>The state of a new shell: what is exported, and nothing else.</summary>
    private ShellState FreshState(IReadOnlyList<Value> parameters, Invocation around, ShellState state)
    {
        var fresh = NewState(parameters);
        fresh.Set(ShellState.Directory, state.Find(ShellState.Directory)!);
        if (Budget.Spend(1 + (state.Variables.Count / 8)))
        {
            foreach (var (name, slot) in state.Variables)
            {
                if (slot.IsExported)
                {
                    fresh.Set(name, slot with { Attribute = ' ' });
                }
            }
        }

        foreach (var variable in around.Variables)
        {
            fresh.Set(variable.Name, new([Content.Of(variable.Value)], IsExported: true));
        }

        fresh.Functions = state.ExportedFunctions;
        fresh.ExportedFunctions = state.ExportedFunctions;
        return fresh;
    }

    private static ShellDialect DialectOf(string runner) => runner is "sh" or "dash" or "ash" or "busybox" ? ShellDialect.Posix : ShellDialect.Bash;

    /// <summary>A shell or an interpreter reads its program from its standard input.</summary>
    private Ending RunInput(InnerInput input, Invocation around, ShellState state, Frame frame)
    {
        var span = frame.Around ?? input.Span;
        var flow = frame.Input.Flow;
        if (flow.Exact is { Length: 0 } || frame.Input.Kind == InputKind.Outside)
        {
            // What the user types is his own.
            return Ending.Any(state);
        }

        if (flow.Text is not { } text || text.Pieces is [{ Kind: PieceKind.Unknown }] || !input.IsShell)
        {
            var kind = flow.Text is not null && !input.IsShell ? ProgramKind.Code : ProgramKind.StandardInput;
            Add(new UnknownProgram(span, frame.Context, kind, input.Runner, flow.Origins, flow.Text?.ToString() ?? ""));
            return Ending.Any(state);
        }

        if (frame.Input.Kind == InputKind.Pipe)
        {
            Add(new PipedProgram(span, frame.Context, input.Runner, flow.Origins));
        }

        var inside = frame with { Input = new(Flow.Empty, InputKind.File, frame.Branches), Call = null };
        return RunText(text, DialectOf(input.Runner), input.Runner, FreshState(input.Parameters, around, state), inside, span);
    }
}
