using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>Compound commands, but for loops.</summary>
internal sealed partial class Walker
{
    private Ending RunCompound(CommandNode node, ShellState state, Frame frame)
    {
        if (node.Redirections.Count == 0)
        {
            return RunBare(node, state, frame);
        }

        var opened = Open(node.Redirections, state, frame);
        var ending = RunBare(node, state, opened.Frame);
        Close(opened, state, frame);
        return ending;
    }

    private Ending RunBare(CommandNode node, ShellState state, Frame frame)
    {
        switch (node)
        {
            case GroupCommand group:
                return RunList(group.Body, state, frame);

            case SubshellCommand subshell:
                var apart = frame with { Loop = null };
                RunApart(state, apart, own => RunList(subshell.Body, own, apart));
                return Ending.Any(state);

            case IfCommand choice:
                return RunIf(choice, state, frame);

            case CaseCommand choice:
                return RunCase(choice, state, frame);

            case ForCommand loop:
                return RunFor(loop, state, frame);

            case WhileCommand loop:
                return RunWhile(loop, state, frame);

            case ArithmeticForCommand loop:
                return RunArithmeticFor(loop, state, frame);

            case FunctionDefinition function:
                var body = new FunctionBody(function, frame);
                _defined.Add(body);
                state.Functions = state.Functions.SetItem(function.Name, new([body], false));
                return Ending.Success(state);

            case CoprocessCommand coprocess:
                var inside = frame with
                {
                    Context = frame.Context | RunContext.Background,
                    Copies = frame.Copies + 1,
                    Input = new(Flow.Unknown(Origins.None), InputKind.Pipe, frame.Branches),
                    Output = new(keeps: false),
                };
                RunCommand(coprocess.Command, state.Copy(), inside);
                return Ending.Success(state);

            case TestCommand test:
                RunTest(test.Words, state, frame);
                return Ending.Any(state);

            case ArithmeticCommand arithmetic:
                return Arithmetic(arithmetic.Expression, state, frame) switch
                {
                    null => Ending.Any(state),
                    0 => Ending.Failure(state),
                    _ => Ending.Success(state),
                };

            default:
                return Ending.Any(state);
        }
    }

    private Ending RunIf(IfCommand choice, ShellState state, Frame frame)
    {
        var inside = frame with { Branches = frame.Branches + 1 };
        var before = frame.Output.Ways;
        IReadOnlyList<Flow>? after = null;
        ShellState? succeeded = null, failed = null;
        ShellState? next = state;
        var isTaken = false;
        foreach (var branch in choice.Branches)
        {
            if (!Budget.Spend())
            {
                break;
            }

            frame.Output.Restore(before);
            var isDead = next is null;
            var condition = RunList(branch.Condition, next ?? state.Copy(), inside);
            before = isDead ? before : frame.Output.Ways;
            var start = condition.Succeeded;
            isDead |= start is null;
            if (start is null || ReferenceEquals(start, condition.Failed))
            {
                start = (start ?? condition.Failed ?? state).Copy();
            }

            var body = RunList(branch.Body, start, inside);
            if (!isDead)
            {
                isTaken = true;
                succeeded = ShellState.Join(succeeded, body.Next(Budget), Budget);
                Keep(frame.Output.Ways);
            }

            next = next is null ? null : condition.Failed;
        }

        frame.Output.Restore(before);
        if (choice.Otherwise is { } otherwise)
        {
            var body = RunList(otherwise, next ?? state.Copy(), inside);
            failed = next is null ? null : body.Next(Budget);
            if (next is not null)
            {
                Keep(frame.Output.Ways);
            }
        }
        else if (next is not null)
        {
            failed = next;
            Keep(before);
        }
        else if (!isTaken)
        {
            return Ending.None;
        }

        frame.Output.Restore(after ?? before);
        var all = ShellState.Join(succeeded, failed, Budget);
        return all is null ? Ending.None : Ending.Any(all);

        void Keep(IReadOnlyList<Flow> ways)
        {
            frame.Output.Restore(ways);
            if (after is not null)
            {
                frame.Output.Merge(after);
            }

            after = frame.Output.Ways;
        }
    }

    /// <summary>Whether bash may leave a mark in the subject of <c>case</c>, which then fits no pattern: behind other parts, where an operator in quotes leaves nothing, as in <c>$x"${x#*}"</c>.</summary>
    private static bool MayHoldMark(Word subject)
    {
        for (var at = 1; at < subject.Parts.Count; at++)
        {
            if (subject.Parts[at] is ParameterExpansion { IsQuoted: true, IsTransform: true })
            {
                return true;
            }
        }

        return false;
    }

    private Ending RunCase(CaseCommand choice, ShellState state, Frame frame)
    {
        var subject = Single(choice.Subject, state, frame);
        if (frame.Dialect == ShellDialect.Bash && MayHoldMark(choice.Subject))
        {
            subject = Values.Unknown(frame.Shown(choice.Subject), subject.Origins, subject.Span);
        }

        var inside = frame with { Branches = frame.Branches + 1 };
        var before = frame.Output.Ways;
        ShellState? all = null;
        IReadOnlyList<Flow>? after = null;
        ShellState? fallen = null;
        var mayGoOn = true;
        foreach (var clause in choice.Clauses)
        {
            if (!Budget.Spend())
            {
                break;
            }

            var fits = mayGoOn ? Fits(clause, subject, state, frame) : false;
            frame.Output.Restore(before);
            var start = ShellState.Join(fits == false ? null : state.Copy(), fallen, Budget);
            var body = RunList(clause.Body, start ?? state.Copy(), inside);
            fallen = null;
            if (start is null)
            {
                continue;
            }

            var end = body.Next(Budget);
            if (clause.Terminator is ";&")
            {
                fallen = end;
            }
            else
            {
                all = ShellState.Join(all, end, Budget);
            }

            if (after is not null)
            {
                frame.Output.Merge(after);
            }

            after = frame.Output.Ways;
            mayGoOn &= fits != true || clause.Terminator is ";;&";
        }

        if (mayGoOn)
        {
            all = ShellState.Join(all, state, Budget);
            frame.Output.Restore(before);
            if (after is not null)
            {
                frame.Output.Merge(after);
            }
        }
        else
        {
            frame.Output.Restore(after ?? before);
        }

        all = ShellState.Join(all, fallen, Budget);
        return all is null ? Ending.None : Ending.Any(all);
    }

    /// <summary>Whether a clause fits; null where that is not known.</summary>
    private bool? Fits(CaseClause clause, Value? subject, ShellState state, Frame frame)
    {
        bool? fits = false;
        foreach (var word in clause.Patterns)
        {
            var pattern = PatternOf(word, state, frame);
            var one = pattern is null || subject?.Exact is not { } text || !Budget.SpendText((long)text.Length * pattern.Length)
                ? (bool?)null
                : pattern.Matches(text);
            if (pattern is { IsEverything: true })
            {
                one = true;
            }

            if (one == true)
            {
                return true;
            }

            fits = one is null ? null : fits;
        }

        return fits;
    }
}
