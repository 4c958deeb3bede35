using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Paths;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary><c>cd</c>, <c>pushd</c>, <c>popd</c>.</summary>
internal sealed partial class Walker
{
    private const int LongestPath = 4096;

    private Ending ChangeDirectory(Invocation invocation, ShellState state, Frame frame)
    {
        Value? target = null;
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Exact is not ['-', _, ..])
            {
                target = argument;
                break;
            }
        }

        target ??= Home("", state)!;
        var before = invocation.Directory;
        var after = target.Exact is "-" ? Blurred(state, state.Find("OLDPWD") is null ? ShellState.OldDirectory : "OLDPWD") : DirectoryPath.Enter(before, target, frame.Around ?? target.Span);
        return Go(state, before, after, !target.HasUnknown);
    }

    private Ending PushDirectory(Invocation invocation, ShellState state, Frame frame)
    {
        if (invocation.Arguments is [{ Exact: "-n" }, { Exact: not ['+' or '-', ..] } later])
        {
            // It stays where it is, and goes there later.
            state.DirectoryStack = state.DirectoryStack.Push(DirectoryPath.Enter(invocation.Directory, later, frame.Around ?? later.Span));
            return Ending.Any(state);
        }

        if (invocation.Arguments.Any(static argument => argument.Exact is ['+' or '-', _, ..] and not "--"))
        {
            return Lost(invocation, state, frame);
        }

        if (invocation.Arguments is not [.., { } target] || target.Exact is "--")
        {
            // The two topmost change places.
            if (state.DirectoryStack.IsEmpty)
            {
                return Ending.Any(state);
            }

            var top = state.DirectoryStack.Peek();
            var swapped = Go(state, invocation.Directory, top, true);
            swapped.Succeeded!.DirectoryStack = state.DirectoryStack.Pop().Push(invocation.Directory);
            return swapped;
        }

        var ending = Go(state, invocation.Directory, DirectoryPath.Enter(invocation.Directory, target, frame.Around ?? target.Span), !target.HasUnknown);
        ending.Succeeded!.DirectoryStack = state.DirectoryStack.Push(invocation.Directory);
        return ending;
    }

    private Ending PopDirectory(Invocation invocation, ShellState state, Frame frame)
    {
        if (invocation.Arguments is [{ Exact: "-n" }] && !state.DirectoryStack.IsEmpty)
        {
            state.DirectoryStack = state.DirectoryStack.Pop();
            return Ending.Any(state);
        }

        if (state.DirectoryStack.IsEmpty || invocation.Arguments.Count > 0)
        {
            return Lost(invocation, state, frame);
        }

        var ending = Go(state, invocation.Directory, state.DirectoryStack.Peek(), true);
        ending.Succeeded!.DirectoryStack = state.DirectoryStack.Pop();
        return ending;
    }

    /// <summary>Goes to a directory that is not known.</summary>
    private Ending Lost(Invocation invocation, ShellState state, Frame frame)
    {
        var ending = Go(state, invocation.Directory, Values.Unknown("$(popd)", Origins.None, frame.Around ?? invocation.Span), false);
        ending.Succeeded!.DirectoryStack = [];
        return ending;
    }

    /// <param name="state">The state before, which is that of the failure.</param>
    /// <param name="before">Where it was.</param>
    /// <param name="after">Where it leads.</param>
    /// <param name="isTrusted">Whether a directory of that name is taken to be there, unless the text asks.</param>
    private Ending Go(ShellState state, Value before, Value after, bool isTrusted)
    {
        var length = Values.LengthOf(after);
        if (length > LongestPath)
        {
            after = Values.Unknown("$PWD", Origins.None, after.Span);
        }

        Budget.SpendText(length * 8);
        var there = state.Copy();
        there.Set(ShellState.Directory, new([Content.Of(after)]));
        there.Set(ShellState.OldDirectory, new([Content.Of(before)]));
        there.Variables = there.Variables.Remove("PWD").Remove("OLDPWD");
        return new(there, state, isTrusted);
    }
}
