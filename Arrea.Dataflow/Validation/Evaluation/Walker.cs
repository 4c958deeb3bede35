using System.Runtime.CompilerServices;
using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>Walks through the statements of a text in the order in which they run. One for each evaluation.</summary>
internal sealed partial class Walker
{
    /// <summary>How deep commands may nest, all programs together.</summary>
    private const int DeepestCommand = 250;

    private readonly List<Fact> _facts = [];
    private readonly HashSet<CommandNode> _called = [];
    private readonly List<FunctionBody> _defined = [];
    private readonly StandIns _standIns;
    private int _depth;
    private bool _isGuessing;

    public Walker(int budget, string text)
    {
        Budget = new(budget);
        _standIns = new(text);
    }

    public StepBudget Budget { get; }

    public IReadOnlyList<Fact> Facts => _facts;

    public void Run(ShellScript script, EvaluationStart start)
    {
        var state = NewState(start.Parameters);
        var frame = new Frame
        {
            Source = script.Text,
            Dialect = script.Dialect,
            Input = new(start.Input, InputKind.Outside, 0),
            Output = new(keeps: false),
        };
        state.Exits.IsRunning = true;
        var exits = state.Exits;
        var ending = RunList(script.Body, state, frame);
        var end = ending.Next(Budget) ?? exits.State ?? state;
        EndShell(ending, exits, frame);
        RunLasting();
        RunUncalled(end, frame);
    }

    /// <summary>The state in which a shell begins.</summary>
    /// <param name="parameters">The parameters, <c>$0</c> first; null where they are not known.</param>
    private static ShellState NewState(IReadOnlyList<Value>? parameters)
    {
        var state = new ShellState();
        state.Set(ShellState.Directory, new([Content.Of(new([new(PieceKind.WorkingDirectory, "$PWD")], default))]));
        if (parameters is not null)
        {
            state.Set(ShellState.Parameters, new([PositionalParameters([.. parameters.Skip(1)])]));
            if (parameters.Count > 0)
            {
                state.Set("0", new([Content.Of(parameters[0])]));
            }
        }

        return state;
    }

    /// <summary>The positional parameters, where some may be no word or several.</summary>
    private static Content PositionalParameters(IReadOnlyList<Value> values)
    {
        var known = new List<Value>();
        foreach (var value in values)
        {
            if (value.MaySplit)
            {
                return new(Content.List(known).Elements, true, true);
            }

            known.Add(value);
        }

        return Content.List(known);
    }

    private void Add(Fact fact)
    {
        if (Budget.Spend())
        {
            _facts.Add(fact);
        }
    }

    private Ending RunList(StatementList list, ShellState state, Frame frame)
    {
        var ending = Ending.Success(state);
        foreach (var statement in list.Statements)
        {
            if (ending.Next(Budget) is not { } next || !Budget.Spend())
            {
                return ending;
            }

            if (next.EndsOnFailure && ending.Succeeded is { } fine)
            {
                next = fine;
            }

            if (statement.IsBackground)
            {
                var beside = frame with { Context = frame.Context | RunContext.Background, Copies = frame.Copies + 1 };
                RunApart(next, beside, own => RunStatement(statement, own, beside));
                ending = Ending.Success(next);
            }
            else
            {
                ending = RunStatement(statement, next, frame);
            }
        }

        return ending;
    }

    private Ending RunStatement(Statement statement, ShellState state, Frame frame)
    {
        var ending = RunPipeline(statement.Pipelines[0], state, frame);
        for (var at = 0; at < statement.Operators.Count && Budget.Spend(); at++)
        {
            var pipeline = statement.Pipelines[at + 1];
            ending = statement.Operators[at] == ListOperator.And
                ? RunSecond(pipeline, ending, frame)
                : Swap(RunSecond(pipeline, Swap(ending), frame, isOr: true));
        }

        return ending;

        static Ending Swap(Ending ending) => new(ending.Failed, ending.Succeeded, ending.IsTrusted);
    }

    /// <summary>Runs the right side of <c>&amp;&amp;</c>; that of <c>||</c> with success and failure exchanged.</summary>
    private Ending RunSecond(CommandPipeline pipeline, Ending left, Frame frame, bool isOr = false)
    {
        if (left.IsNone)
        {
            return left;
        }

        var before = frame.Output.Ways;
        var inside = frame with { Branches = frame.Branches + 1 };
        if (left.Succeeded is not { } start)
        {
            // It does not run. It is judged all the same: what is known of the left side may be too clever.
            RunPipeline(pipeline, left.Failed!.Copy(), inside);
            frame.Output.Restore(before);
            return left;
        }

        var right = RunPipeline(pipeline, left.Failed is null ? start : start.Copy(), inside);
        if (left.Failed is not null)
        {
            frame.Output.Merge(before);
        }

        if (isOr)
        {
            right = new(right.Failed, right.Succeeded, right.IsTrusted);
        }

        var isTrusted = left.IsTrusted && !isOr;
        return new(right.Succeeded, ShellState.Join(left.Failed, right.Failed, Budget), isTrusted || right.IsTrusted);
    }

    private Ending RunPipeline(CommandPipeline pipeline, ShellState state, Frame frame)
    {
        var commands = pipeline.Commands;
        if (commands.Count == 0)
        {
            return Ending.Success(state);
        }

        if (commands.Count == 1)
        {
            var ending = RunCommand(commands[0], state, frame);
            return pipeline.IsNegated ? new(ending.Failed, ending.Succeeded) : ending;
        }

        var input = frame.Input;
        for (var at = 0; at < commands.Count && Budget.Spend(); at++)
        {
            var output = at == commands.Count - 1 ? frame.Output : new Sink();
            var inside = frame with { Input = input, Output = output, Copies = frame.Copies + 1, Loop = null };
            var command = commands[at];
            RunApart(state, inside, own => RunCommand(command, own, inside));
            input = new(output.Whole, InputKind.Pipe, frame.Branches);
        }

        return Ending.Any(state);
    }

    private Ending RunCommand(CommandNode node, ShellState state, Frame frame)
    {
        if (!Budget.Spend())
        {
            return Ending.Any(state);
        }

        if (++_depth > DeepestCommand || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            _depth--;
            Budget.GiveUp();
            return Ending.Any(state);
        }

        var ending = node is SimpleCommand simple ? RunSimple(simple, state, frame) : RunCompound(node, state, frame);
        _depth--;
        return ending;
    }
}
