using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>Loops.</summary>
internal sealed partial class Walker
{
    private const int MostUnrolled = 16;
    private const int MostNestedUnrolled = 2;
    private const int MostChunks = 4;
    private const int Rounds = 3;

    private Ending RunFor(ForCommand loop, ShellState state, Frame frame)
    {
        var lists = loop.Words is { } words ? Fields(words, state, frame) : Fields([AllParameters(loop)], state, frame);
        var exits = new LoopExits(frame.Loop);
        if (lists is [{ Count: > 0 } list] && list.Count <= MostUnrolled && frame.Loops < MostNestedUnrolled && !loop.IsSelect && !list.Exists(static value => value.MaySplit))
        {
            return Unroll(loop, list, state, frame with { Loop = exits, Loops = frame.Loops + 1 }, exits);
        }

        var all = new List<Value>();
        var texts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var some in lists)
        {
            foreach (var value in some)
            {
                if (value.Exact is { } text ? texts.Add(text) && Budget.Spend() : !all.Exists(known => Values.AreSame(known, value)) && Budget.Spend(1 + (all.Count / 2)))
                {
                    all.Add(value);
                }
            }
        }

        if (all.Count == 0 && lists.Count > 0)
        {
            RunBody(loop.Body, state.Copy(), frame with { Branches = frame.Branches + 1, Loop = exits });
            return Ending.Success(state);
        }

        var chunks = all.Count > MostChunks * Slot.Most
            ? [new([Content.Of(Slot.Blur(loop.Variable, [.. all.ConvertAll(Content.Of)]))])]
            : all.ConvertAll(Content.Of).Chunk(Slot.Most).Select(static chunk => new Slot(chunk)).ToList();
        ShellState? next = state;
        foreach (var chunk in chunks)
        {
            next = Repeat(
                next!, frame, exits,
                one =>
                {
                    Assign(loop.Variable, chunk, one, frame, frame.SpanOf(loop));
                    return one;
                },
                loop.Body, static body => body, isEndless: false);
        }

        next = ShellState.Join(next, exits.Broken, Budget);
        return next is null ? Ending.None : Ending.Any(next);
    }

    private static Word AllParameters(ForCommand loop)
        => new(loop.Span, [new ParameterExpansion(loop.Span, isQuoted: true, "@", null, "", null, null, isLength: false, isIndirect: false)]);

    /// <summary>Runs the body once for each word, one after the other.</summary>
    private Ending Unroll(ForCommand loop, List<Value> list, ShellState state, Frame frame, LoopExits exits)
    {
        ShellState? next = state;
        foreach (var value in list)
        {
            if (next is null || !Budget.Spend())
            {
                break;
            }

            Assign(loop.Variable, new Slot([Content.Of(value)]), next, frame, value.Span);
            var before = frame.Output.Ways;
            var wasBroken = exits.Broken;
            next = RunBody(loop.Body, next, frame);
            if (!ReferenceEquals(wasBroken, exits.Broken))
            {
                frame.Output.Merge(before);
            }
        }

        next = ShellState.Join(next, exits.Broken, Budget);
        return next is null ? Ending.None : Ending.Any(next);
    }

    private Ending RunWhile(WhileCommand loop, ShellState state, Frame frame)
    {
        var exits = new LoopExits(frame.Loop);
        var inside = frame with { Branches = frame.Branches + 1, Loop = exits };
        ShellState? left = null;
        var wasEndless = true;
        var next = Repeat(
            state, frame, exits,
            one =>
            {
                var condition = RunList(loop.Condition, one, inside);
                var (goes, ends) = loop.IsUntil ? (condition.Failed, condition.Succeeded) : (condition.Succeeded, condition.Failed);
                wasEndless &= ends is null;
                left = ShellState.Join(left, ReferenceEquals(goes, ends) ? ends?.Copy() : ends, Budget);
                return goes;
            },
            loop.Body, static body => body, isEndless: true);
        if (wasEndless && exits.Broken is null && Copying.IsEndless(loop.Body))
        {
            Add(new EndlessCopies(frame.SpanOf(loop), frame.Context));
        }

        var end = ShellState.Join(left, exits.Broken, Budget);
        return Ending.Any(end ?? next ?? state);
    }

    private Ending RunArithmeticFor(ArithmeticForCommand loop, ShellState state, Frame frame)
    {
        Arithmetic(loop.Initial, state, frame);
        var exits = new LoopExits(frame.Loop);
        ShellState? left = null;
        var isEndless = loop.Condition.Parts.Count == 0;
        var next = Repeat(
            state, frame, exits,
            one =>
            {
                if (!isEndless)
                {
                    var holds = Arithmetic(loop.Condition, one, frame);
                    left = holds is null or 0 ? ShellState.Join(left, one.Copy(), Budget) : left;
                    return holds == 0 ? null : one;
                }

                return one;
            },
            loop.Body,
            body =>
            {
                if (body is not null)
                {
                    Arithmetic(loop.Step, body, frame);
                }

                return body;
            },
            isEndless: true);
        if (isEndless && exits.Broken is null && Copying.IsEndless(loop.Body))
        {
            Add(new EndlessCopies(frame.SpanOf(loop), frame.Context));
        }

        return Ending.Any(ShellState.Join(left, exits.Broken, Budget) ?? next ?? state);
    }

    /// <summary>Runs a body until nothing new comes of it; what still changes after some rounds is no longer known.</summary>
    /// <param name="state">The state before the loop.</param>
    /// <param name="frame">Where.</param>
    /// <param name="exits">Where the body leaves the loop.</param>
    /// <param name="begin">What is done before each round; null where the body cannot run.</param>
    /// <param name="body">What runs again and again.</param>
    /// <param name="end">What is done after each round.</param>
    /// <param name="isEndless">Whether the way out is told by <paramref name="begin"/> only.</param>
    private ShellState? Repeat(
        ShellState state, Frame frame, LoopExits exits, Func<ShellState, ShellState?> begin, StatementList body,
        Func<ShellState?, ShellState?> end, bool isEndless)
    {
        var inside = frame with { Branches = frame.Branches + 1, Loop = exits };
        var before = frame.Output.Ways;
        var current = state;
        for (var round = 0; round <= Rounds && Budget.Spend(); round++)
        {
            if (round == Rounds)
            {
                current = Forget(state, current);
            }

            var start = begin(current.Copy());
            if (start is null)
            {
                // The first round is judged even where the condition does not hold.
                if (round == 0)
                {
                    RunBody(body, current.Copy(), inside);
                    frame.Output.Restore(before);
                }

                return isEndless && round > 0 ? current : state;
            }

            var after = end(RunBody(body, start, inside));
            if (after is null)
            {
                break;
            }

            var joined = ShellState.Join(current.Copy(), after, Budget)!;
            if (joined.IsSame(current))
            {
                break;
            }

            current = joined;
        }

        // How often it went round is not known, and so neither is how much it wrote.
        if (!ReferenceEquals(before, frame.Output.Ways))
        {
            frame.Output.Restore([Flow.Unknown(Sink.Collapse([.. before, .. frame.Output.Ways]).Origins)]);
        }

        return current;
    }

    private ShellState? RunBody(StatementList body, ShellState state, Frame frame)
    {
        var ending = RunList(body, state, frame);
        var continued = frame.Loop!.Continued;
        frame.Loop.Continued = null;
        return ShellState.Join(ending.Next(Budget), continued, Budget);
    }

    /// <summary>What differs from the state before the loop is no longer known.</summary>
    private static ShellState Forget(ShellState before, ShellState current)
    {
        var state = current.Copy();
        foreach (var (name, slot) in current.Variables)
        {
            if (before.Find(name) is not { } old || !old.IsSame(slot))
            {
                state.Set(name, slot with { Alternatives = [Slot.Blurred(name, slot.Alternatives)] });
            }
        }

        return state;
    }
}
