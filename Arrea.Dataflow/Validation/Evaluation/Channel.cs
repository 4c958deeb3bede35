using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>What an open descriptor reads from or writes to. Immutable.</summary>
/// <param name="Input">What can be read; null where nothing can.</param>
/// <param name="Output">Where it is written; null where nothing can, or where a file is.</param>
internal sealed record Channel(InputStream? Input, Sink? Output)
{
    private const int MostAlternatives = 8;

    /// <summary>The files that it stays open for.</summary>
    public IReadOnlyList<OpenFile> Files { get; init; } = [];

    /// <summary>How many branches and loops stand around the place where it was opened.</summary>
    public int Depth { get; init; }

    /// <summary>The output that it stands in the place of; null where it is no standard output.</summary>
    public Sink? Replaces { get; init; }

    /// <summary>What it may be instead; null where it is nothing else.</summary>
    public Channel? Also { get; init; }

    public bool IsWritten => Output is not null || Files.Count > 0 || Also is not null;

    /// <summary>One of two, nobody knows which.</summary>
    public static Channel Join(Channel left, Channel right, StepBudget budget)
    {
        if (ReferenceEquals(left, right))
        {
            return left;
        }

        var input = ReferenceEquals(left.Input, right.Input) ? left.Input : new(Flow.Unknown(Origins.Outside), InputKind.File, 0);
        var (one, other) = right.Also is null ? (right, left) : (left, right);
        var count = 2;
        for (var next = other.Also; next is not null; next = next.Also)
        {
            count++;
        }

        if (one.Also is not null || count > MostAlternatives || !budget.Spend(count))
        {
            budget.GiveUp();
            return left;
        }

        return one with { Input = input, Also = other };
    }
}

/// <summary>A file that a redirection writes.</summary>
/// <param name="Span">Where the redirection is written.</param>
/// <param name="Operator">Its operator.</param>
/// <param name="Path">The file.</param>
/// <param name="Sink">What is written into it.</param>
/// <param name="IsError">Whether it gets what commands write on standard error, which is not known.</param>
internal sealed record OpenFile(Range Span, string Operator, Value Path, Sink Sink, bool IsError);
