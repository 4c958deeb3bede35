using System.Collections.Immutable;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>Traps: they run when the shell ends, or at any time before, with what holds then.</summary>
internal sealed partial class Walker
{
    private const string AtExit = "EXIT";

    private Ending SetTrap(Invocation invocation, ShellState state, Frame frame)
    {
        IReadOnlyList<Value> words = invocation.Arguments is [{ Exact: "--" }, ..] ? [.. invocation.Arguments.Skip(1)] : invocation.Arguments;
        if (words.Count == 0 || words[0].Exact is ['-', 'l' or 'p' or 'P', ..])
        {
            return Ending.Any(state);
        }

        // A number as the first word is a signal: all of them are reset.
        var isBare = words.Count == 1 || (words[0].Exact is { Length: > 0 } digits && digits.All(char.IsAsciiDigit));
        var action = isBare || words[0].Exact is "-" or "" ? null : new TrapAction(words[0], frame.Around ?? words[0].Span);
        List<string> signals = [.. words.Skip(isBare ? 0 : 1).Select(static word => SignalOf(word)).Distinct()];

        // What was set before may have run until now.
        RunTraps(state, state.Traps.Where(pair => signals.Contains(pair.Key)), frame);
        state.Traps = state.Traps.RemoveRange(signals);
        if (action is null)
        {
            state.Passed = state.Traps.IsEmpty ? state.Passed.Clear() : state.Passed;
            return Ending.Success(state);
        }

        if (signals.Exists(static signal => signal != AtExit))
        {
            Loosen(action, state, frame);
        }

        state.Traps = state.Traps.SetItems(signals.Select(signal => KeyValuePair.Create<string, ImmutableList<TrapAction>>(signal, [action])));
        return Ending.Success(state);
    }

    private static string SignalOf(Value word)
    {
        var name = (word.Exact ?? "?").ToUpperInvariant();
        name = name.StartsWith("SIG", StringComparison.Ordinal) ? name[3..] : name;
        return name == "0" ? AtExit : name;
    }

    /// <summary>What a trap sets, it may have set at any time from now on.</summary>
    private void Loosen(TrapAction action, ShellState state, Frame frame)
    {
        var seen = _facts.Count;
        var inside = state.Copy();
        inside.Traps = inside.Traps.Clear();
        inside.Exits = new() { IsRunning = true };
        var end = RunTrap(action, inside, frame with { Output = new(keeps: false) }).Next(Budget);
        _facts.RemoveRange(seen, _facts.Count - seen);
        if (end is null || ReferenceEquals(end.Variables, state.Variables) || !Budget.Spend(1 + end.Variables.Count))
        {
            return;
        }

        foreach (var (name, slot) in end.Variables)
        {
            if (name != "_" && state.Find(name) is var before && !ReferenceEquals(before, slot))
            {
                state.Loose = state.Loose.SetItem(name, state.Loose.TryGetValue(name, out var known) ? Slot.Join(name, known, slot) : slot);
                state.Set(name, Slot.Join(name, slot, before ?? new([Content.Environment])));
            }
        }
    }

    /// <summary>Runs traps with all that may hold when they run.</summary>
    private void RunTraps(ShellState state, IEnumerable<KeyValuePair<string, ImmutableList<TrapAction>>> traps, Frame frame)
    {
        var actions = new HashSet<TrapAction>(traps.SelectMany(static pair => pair.Value), ReferenceEqualityComparer.Instance);
        foreach (var action in actions)
        {
            if (!Budget.Spend(4 + state.Passed.Count))
            {
                return;
            }

            var inside = state.Copy();
            inside.Traps = inside.Traps.Clear();
            inside.Loose = inside.Loose.Clear();
            inside.Passed = inside.Passed.Clear();
            inside.Exits = new() { IsRunning = true };
            foreach (var (name, slot) in state.Passed)
            {
                inside.Set(name, state.Find(name) is { } now ? Slot.Join(name, now, slot) : slot);
            }

            RunTrap(action, inside, frame);
        }
    }

    private Ending RunTrap(TrapAction action, ShellState state, Frame frame)
    {
        var inside = frame with { Programs = frame.Programs + 1, Context = frame.Context | RunContext.Later, Call = null, Loop = null };
        return RunText(action.Text, frame.Dialect, "trap", state, inside, action.Span);
    }

    /// <summary>Runs what runs in a shell of its own, which begins as a copy of this one, without its traps.</summary>
    private Ending RunApart(ShellState state, Frame frame, Func<ShellState, Ending> run)
    {
        var own = state.Copy();
        own.Exits = new() { IsRunning = true };
        if (!own.Traps.IsEmpty)
        {
            own.Traps = own.Traps.Clear();
            own.Passed = own.Passed.Clear();
            own.Loose = own.Loose.Clear();
        }

        var ending = run(own);
        EndShell(ending, own.Exits, frame);
        return ending;
    }

    /// <summary>Runs the traps that are left at the end of a shell, and wherever it exits.</summary>
    private void EndShell(Ending ending, ShellExits exits, Frame frame)
    {
        if (ShellState.Join(ending.Succeeded, ShellState.Join(ending.Failed, exits.State, Budget), Budget) is { Traps.IsEmpty: false } end)
        {
            RunTraps(end, end.Traps, frame);
        }

        exits.State = null;
        exits.IsRunning = false;
    }
}
