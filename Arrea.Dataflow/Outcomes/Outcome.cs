using System.Diagnostics.CodeAnalysis;

namespace Arrea.Dataflow.Outcomes;

/// <summary>What became of one input of a pipeline: a value, or the reason why there is none.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <remarks>
/// A stage yields exactly one for each input, on every path; an outcome that is not <see cref="OutcomeKind.Succeeded"/>
/// passes the stages that follow untouched.
/// </remarks>
public readonly record struct Outcome<T> : IOutcome
{
    private readonly T? _value;

    internal Outcome(T value)
    {
        _value = value;
        Kind = OutcomeKind.Succeeded;
    }

    internal Outcome(OutcomeKind kind, JobError error)
    {
        Kind = kind;
        Error = error;
    }

    /// <summary>What became of the input.</summary>
    public OutcomeKind Kind { get; }

    /// <summary>Why there is no value; null when <see cref="Kind"/> is <see cref="OutcomeKind.Succeeded"/>.</summary>
    public JobError? Error { get; }

    /// <summary>Place of the input in the order of arrival, from 0. For a group made by <c>Batch</c>, the place of its first member.</summary>
    public long Index { get; internal init; }

    /// <summary>How many inputs this outcome accounts for: 1, or the size of the group made by <c>Batch</c>.</summary>
    public int Inputs { get; internal init; } = 1;

    /// <summary>Name of the stage that gave this outcome.</summary>
    public string? Stage { get; internal init; }

    /// <summary>Attempts made in that stage; 0 when it never started there.</summary>
    public int Attempts { get; internal init; }

    /// <summary>Whether there is a value. The default of this type, which is nobody's outcome, has none.</summary>
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess => Kind == OutcomeKind.Succeeded && Inputs > 0;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">There is none, because <see cref="Kind"/> is not <see cref="OutcomeKind.Succeeded"/>.</exception>
    public T Value => IsSuccess
        ? _value!
        : throw new InvalidOperationException($"Input {Index} ended {Kind} and has no value ({Error}). Ask IsSuccess or TryGetValue first.");

    /// <summary>Gives the value when there is one.</summary>
    /// <param name="value">The value, or the default of <typeparamref name="T"/>.</param>
    /// <returns>Whether there is a value.</returns>
    public bool TryGetValue([MaybeNullWhen(false)] out T value)
    {
        value = _value;
        return IsSuccess;
    }

    /// <summary>The kind, the place and, where there is one, the error's code. Never the value, which may be secret.</summary>
    public override string ToString() => IsSuccess ? $"[{Index}] {Kind}" : $"[{Index}] {Kind} ({Error?.Code})";

    /// <summary>The same failure for a stage that yields another type.</summary>
    internal Outcome<TOther> As<TOther>() => new(Kind, Error!) { Index = Index, Inputs = Inputs, Stage = Stage, Attempts = Attempts };
}
