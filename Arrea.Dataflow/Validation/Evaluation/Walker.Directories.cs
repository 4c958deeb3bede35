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
        var after = target.Exact is "-" ? Blurred(state, ShellState.OldDirectory) : DirectoryPath.Enter(before, target, frame.Around ?? target.Span);
        return Go(state, before, after, !target.HasUnknown);
    }

    private Ending PushDirectory(Invocation invocation, ShellState state, Frame frame)
    {
        if (invocation.Arguments is not [.., { } target] || target.Exact is ['+' or '-', ..])
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
        if (state.DirectoryStack.IsEmpty)
        {
            return Go(state, invocation.Directory, Values.Unknown("$(popd)", Origins.None, frame.Around ?? invocation.Span), false);
        }

        var ending = Go(state, invocation.Directory, state.DirectoryStack.Peek(), true);
        ending.Succeeded!.DirectoryStack = state.DirectoryStack.Pop();
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
