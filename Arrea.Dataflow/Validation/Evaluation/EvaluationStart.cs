using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>With what a text begins to run. Immutable.</summary>
internal sealed record EvaluationStart
{
    /// <summary>Nothing is known of the arguments and of standard input.</summary>
    public static EvaluationStart Default { get; } = new();

    /// <summary>The positional parameters, <c>$0</c> first; null where they are not known. Default: null.</summary>
    public IReadOnlyList<Value>? Parameters { get; init; }

    /// <summary>What standard input carries. Default: <see cref="Flow.Outside"/>.</summary>
    public Flow Input { get; init; } = Flow.Outside;

    /// <summary>How many steps the evaluation may take. Default: 120,000.</summary>
    public int Budget { get; init; } = 120_000;
}

/// <summary>What a text would do.</summary>
/// <param name="Facts">What it would do, in the order in which it was seen.</param>
/// <param name="IsOutOfBudget">Whether the evaluation gave up before its end: there may be more.</param>
internal sealed record EvaluationResult(IReadOnlyList<Fact> Facts, bool IsOutOfBudget);
