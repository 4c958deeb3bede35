using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>Where the evaluation is: in which text, in which context, between which streams. Immutable, but for what it collects.</summary>
internal sealed record Frame
{
    /// <summary>The text that the nodes stand in.</summary>
    public required string Source { get; init; }

    public required ShellDialect Dialect { get; init; }

    /// <summary>The span that all facts have; null where they have that of their node.</summary>
    public Range? Around { get; init; }

    /// <summary>What runs the text: <c>sh</c>, <c>eval</c>; empty for the text itself.</summary>
    public string Runner { get; init; } = "";

    /// <summary>Whether characters of the text stand for pieces that are not known.</summary>
    public bool HasStandIns { get; init; }

    public RunContext Context { get; init; }

    public required InputStream Input { get; init; }

    public required Sink Output { get; init; }

    /// <summary>The descriptors that redirections around have opened, where there are more than the usual three; else null.</summary>
    public IReadOnlyDictionary<int, Channel>? Channels { get; init; }

    /// <summary>How many branches and loops stand around.</summary>
    public int Branches { get; init; }

    /// <summary>How many pipes and background jobs stand around.</summary>
    public int Copies { get; init; }

    /// <summary>How many programs stand around.</summary>
    public int Programs { get; init; }

    /// <summary>How many loops are being unrolled around.</summary>
    public int Loops { get; init; }

    public LoopExits? Loop { get; init; }

    public CallExits? Call { get; init; }

    public Range SpanOf(SyntaxNode node) => Around ?? node.Span;

    /// <summary>As written.</summary>
    public string Shown(SyntaxNode node)
    {
        var (start, length) = node.Span.GetOffsetAndLength(Source.Length);
        return Source.Substring(start, Math.Min(length, 200));
    }
}

/// <summary>The states in which a loop is left or goes round early.</summary>
internal sealed class LoopExits(LoopExits? around)
{
    public LoopExits? Around { get; } = around;

    public ShellState? Broken { get; set; }

    public ShellState? Continued { get; set; }
}

/// <summary>A call of a function: the states in which it is left early.</summary>
internal sealed class CallExits(CallExits? around, FunctionDefinition? function, int copies)
{
    public CallExits? Around { get; } = around;

    public FunctionDefinition? Function { get; } = function;

    /// <summary>How many pipes and background jobs stood around the call.</summary>
    public int Copies { get; } = copies;

    public ShellState? Returned { get; set; }

    /// <summary>What the local variables hid; null for one that was not set.</summary>
    public Dictionary<string, Slot?> Locals { get; } = [];
}

/// <summary>How a command ends.</summary>
/// <param name="Succeeded">The state when it succeeded; null where it cannot.</param>
/// <param name="Failed">The state when it failed; null where it cannot.</param>
/// <param name="IsTrusted">Whether what follows is judged as if it had succeeded, unless the text itself asks.</param>
internal readonly record struct Ending(ShellState? Succeeded, ShellState? Failed, bool IsTrusted = false)
{
    /// <summary>It goes no further: <c>exit</c>.</summary>
    public static Ending None => default;

    public bool IsNone => Succeeded is null && Failed is null;

    /// <summary>It may succeed or fail.</summary>
    public static Ending Any(ShellState state) => new(state, state);

    public static Ending Success(ShellState state) => new(state, null);

    public static Ending Failure(ShellState state) => new(null, state);

    /// <summary>One of two, nobody knows which. It is trusted where both are; what goes no further says nothing of that.</summary>
    public static Ending Join(Ending left, Ending right, StepBudget budget)
        => left.IsNone ? right : right.IsNone ? left
            : new(ShellState.Join(left.Succeeded, right.Succeeded, budget), ShellState.Join(left.Failed, right.Failed, budget), left.IsTrusted && right.IsTrusted);

    public ShellState? Next(StepBudget budget) => IsTrusted && Succeeded is not null ? Succeeded : ShellState.Join(Succeeded, Failed, budget);
}
