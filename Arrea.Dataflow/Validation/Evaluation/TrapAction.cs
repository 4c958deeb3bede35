using System.Collections.Immutable;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>What a trap runs. Immutable.</summary>
/// <param name="Text">The text.</param>
/// <param name="Span">Where it is written.</param>
internal sealed record TrapAction(Value Text, Range Span)
{
    /// <summary>One of two, nobody knows which: both.</summary>
    public static ImmutableList<TrapAction> Join(ImmutableList<TrapAction> left, ImmutableList<TrapAction> right, StepBudget budget)
    {
        if (ReferenceEquals(left, right))
        {
            return left;
        }

        var all = left.AddRange(right.Where(action => !left.Exists(known => ReferenceEquals(known, action))));
        if (all.Count > Slot.Most)
        {
            budget.GiveUp();
            return left;
        }

        return all;
    }
}

/// <summary>A shell, and the states in which it is left early.</summary>
internal sealed class ShellExits
{
    /// <summary>Whether its text is being followed.</summary>
    public bool IsRunning { get; set; }

    public ShellState? State { get; set; }
}
