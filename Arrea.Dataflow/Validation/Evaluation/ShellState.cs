using System.Collections.Immutable;
using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>What a shell knows at one point of a text: variables, functions, where it is. Changed in place; copied where the ways part.</summary>
internal sealed class ShellState
{
    /// <summary>The positional parameters, kept as a variable so that they have alternatives as well.</summary>
    public const string Parameters = "@";

    /// <summary>The directory, kept as a variable that no text can name.</summary>
    public const string Directory = "/dir";

    /// <summary>The directory before the last change.</summary>
    public const string OldDirectory = "/old";

    public ImmutableDictionary<string, Slot> Variables { get; set; } = ImmutableDictionary<string, Slot>.Empty;

    public ImmutableDictionary<string, FunctionSlot> Functions { get; set; } = ImmutableDictionary<string, FunctionSlot>.Empty;

    /// <summary>The functions that <c>export -f</c> gives to other shells.</summary>
    public ImmutableDictionary<string, FunctionSlot> ExportedFunctions { get; set; } = ImmutableDictionary<string, FunctionSlot>.Empty;

    public ImmutableDictionary<string, AliasText> Aliases { get; set; } = ImmutableDictionary<string, AliasText>.Empty;

    public ImmutableDictionary<int, Channel> Descriptors { get; set; } = ImmutableDictionary<int, Channel>.Empty;

    public ImmutableStack<Value> DirectoryStack { get; set; } = [];

    /// <summary>What runs on a signal, by its name; <c>EXIT</c> at the end.</summary>
    public ImmutableDictionary<string, ImmutableList<TrapAction>> Traps { get; set; } = ImmutableDictionary<string, ImmutableList<TrapAction>>.Empty;

    /// <summary>What variables have held since there are traps, and hold no longer.</summary>
    public ImmutableDictionary<string, Slot> Passed { get; set; } = ImmutableDictionary<string, Slot>.Empty;

    /// <summary>What traps may make of variables at any time.</summary>
    public ImmutableDictionary<string, Slot> Loose { get; set; } = ImmutableDictionary<string, Slot>.Empty;

    /// <summary>How this shell ends.</summary>
    public ShellExits Exits { get; set; } = new();

    /// <summary>Whether <c>set -f</c> holds.</summary>
    public bool IsWithoutGlobs { get; set; }

    /// <summary>Whether <c>set -e</c> holds.</summary>
    public bool EndsOnFailure { get; set; }

    public ShellState Copy() => (ShellState)MemberwiseClone();

    /// <summary>What a variable may hold; null where this text says nothing of it.</summary>
    public Slot? Find(string name) => Variables.GetValueOrDefault(name);

    public void Set(string name, Slot slot)
    {
        if (!Traps.IsEmpty && name != "_")
        {
            Pass(name);
            slot = Loose.TryGetValue(name, out var loose) ? Slot.Join(name, slot, loose) : slot;
        }

        Variables = Variables.SetItem(name, slot);
    }

    /// <summary>Remembers what a variable holds until now, for the traps that may have run by then.</summary>
    public void Pass(string name)
    {
        if (!Traps.IsEmpty && Variables.TryGetValue(name, out var old) && old.Alternatives.Any(static content => content.Elements.Count > 0))
        {
            Passed = Passed.SetItem(name, Passed.TryGetValue(name, out var before) ? Slot.Join(name, before, old) : old);
        }
    }

    /// <summary>Joins two ways of having come here. Either may be impossible.</summary>
    public static ShellState? Join(ShellState? left, ShellState? right, StepBudget budget)
    {
        if (left is null || right is null || ReferenceEquals(left, right))
        {
            return left ?? right;
        }

        var joined = left.Copy();
        joined.IsWithoutGlobs = left.IsWithoutGlobs && right.IsWithoutGlobs;
        joined.EndsOnFailure = left.EndsOnFailure && right.EndsOnFailure;
        joined.Variables = JoinVariables(left.Variables, right.Variables, budget);
        if (!ReferenceEquals(left.Functions, right.Functions))
        {
            budget.Spend(1 + left.Functions.Count + right.Functions.Count);
            joined.Functions = JoinFunctions(left.Functions, right.Functions);
        }

        if (!ReferenceEquals(left.Aliases, right.Aliases))
        {
            budget.Spend(1 + right.Aliases.Count);
            joined.Aliases = left.Aliases.SetItems(right.Aliases);
        }

        if (!ReferenceEquals(left.Descriptors, right.Descriptors))
        {
            joined.Descriptors = left.Descriptors.SetItems(right.Descriptors.Select(
                pair => KeyValuePair.Create(pair.Key, left.Descriptors.TryGetValue(pair.Key, out var there) ? Channel.Join(there, pair.Value, budget) : pair.Value)));
        }

        if (!ReferenceEquals(left.Traps, right.Traps))
        {
            budget.Spend(1 + right.Traps.Count);
            joined.Traps = left.Traps.SetItems(right.Traps.Select(pair => KeyValuePair.Create(pair.Key, left.Traps.TryGetValue(pair.Key, out var there) ? TrapAction.Join(there, pair.Value, budget) : pair.Value)));
        }

        joined.Passed = JoinKnown(left.Passed, right.Passed, budget);
        joined.Loose = JoinKnown(left.Loose, right.Loose, budget);
        if (!ReferenceEquals(left.DirectoryStack, right.DirectoryStack))
        {
            joined.DirectoryStack = [];
        }

        return joined;
    }

    /// <summary>Whether a loop that began with the one and came round with the other has nothing new to tell.</summary>
    public bool IsSame(ShellState other)
    {
        if (Variables.Count != other.Variables.Count || !ReferenceEquals(Functions, other.Functions) || !ReferenceEquals(Aliases, other.Aliases))
        {
            return false;
        }

        foreach (var (name, slot) in Variables)
        {
            if (!other.Variables.TryGetValue(name, out var there) || !slot.IsSame(there))
            {
                return false;
            }
        }

        return true;
    }

    private static ImmutableDictionary<string, Slot> JoinKnown(ImmutableDictionary<string, Slot> left, ImmutableDictionary<string, Slot> right, StepBudget budget)
        => ReferenceEquals(left, right) || !budget.Spend(1 + right.Count) ? left
            : left.SetItems(right.Select(pair => KeyValuePair.Create(pair.Key, left.TryGetValue(pair.Key, out var there) ? Slot.Join(pair.Key, there, pair.Value) : pair.Value)));

    private static ImmutableDictionary<string, Slot> JoinVariables(
        ImmutableDictionary<string, Slot> left, ImmutableDictionary<string, Slot> right, StepBudget budget)
    {
        if (ReferenceEquals(left, right))
        {
            return left;
        }

        budget.Spend(1 + left.Count + right.Count);
        var joined = left.ToBuilder();
        foreach (var (name, slot) in right)
        {
            joined[name] = left.TryGetValue(name, out var there) ? Slot.Join(name, there, slot) : Slot.Join(name, slot, new([Content.Environment]));
        }

        foreach (var (name, slot) in left)
        {
            if (!right.ContainsKey(name))
            {
                joined[name] = Slot.Join(name, slot, new([Content.Environment]));
            }
        }

        return joined.ToImmutable();
    }

    private static ImmutableDictionary<string, FunctionSlot> JoinFunctions(
        ImmutableDictionary<string, FunctionSlot> left, ImmutableDictionary<string, FunctionSlot> right)
    {
        var joined = left.ToBuilder();
        foreach (var (name, slot) in right)
        {
            joined[name] = left.TryGetValue(name, out var there) ? FunctionSlot.Join(there, slot) : slot with { MayBeMissing = true };
        }

        foreach (var (name, slot) in left)
        {
            if (!right.ContainsKey(name))
            {
                joined[name] = slot with { MayBeMissing = true };
            }
        }

        return joined.ToImmutable();
    }
}

/// <summary>A function: all that it may be. Immutable.</summary>
/// <param name="Alternatives">The definitions, at least one.</param>
/// <param name="MayBeMissing">Whether it may not be defined at all.</param>
/// <param name="MayBeOther">Whether there are more definitions than are kept.</param>
internal sealed record FunctionSlot(IReadOnlyList<FunctionBody> Alternatives, bool MayBeMissing, bool MayBeOther = false)
{
    public static FunctionSlot Join(FunctionSlot left, FunctionSlot right)
    {
        if (ReferenceEquals(left, right))
        {
            return left;
        }

        var all = new List<FunctionBody>(left.Alternatives);
        var mayBeOther = left.MayBeOther || right.MayBeOther;
        foreach (var body in right.Alternatives)
        {
            // Two definitions are the same where they are written in the same place.
            if (!all.Exists(known => ReferenceEquals(known.Definition, body.Definition)))
            {
                mayBeOther |= all.Count >= Slot.Most;
                if (all.Count < Slot.Most)
                {
                    all.Add(body);
                }
            }
        }

        var mayBeMissing = left.MayBeMissing || right.MayBeMissing;
        return all.Count == left.Alternatives.Count && mayBeMissing == left.MayBeMissing && mayBeOther == left.MayBeOther ? left : new(all, mayBeMissing, mayBeOther);
    }
}

/// <summary>The definition of a function, and the text that it stands in.</summary>
internal sealed record FunctionBody(FunctionDefinition Definition, Frame Frame);

/// <summary>An alias.</summary>
/// <param name="Text">What stands for the name.</param>
/// <param name="Source">The text that defines it.</param>
/// <param name="End">Where that text defines it: it counts on later lines only. Zero where that place is not known.</param>
internal sealed record AliasText(Value Text, string Source, int End);
