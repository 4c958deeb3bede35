using System.Globalization;
using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>The commands of the shell itself.</summary>
internal sealed partial class Walker
{
    /// <summary>The array that says what the names of commands run.</summary>
    private const string Remembered = "BASH_CMDS";

    /// <summary>Runs a builtin.</summary>
    /// <returns>How it ends; null where the command is none, or is told of like any other program.</returns>
    private Ending? Builtin(string name, Invocation invocation, ShellState state, Frame frame)
    {
        var arguments = invocation.Arguments;
        switch (name)
        {
            case ":" or "true":
                return Ending.Success(state);

            case "false":
                return Ending.Failure(state);

            case "echo":
                Start(invocation, state, frame);
                return Ending.Success(state);

            case "cd":
                return ChangeDirectory(invocation, state, frame);

            case "pushd":
                return PushDirectory(invocation, state, frame);

            case "popd":
                return PopDirectory(invocation, state, frame);

            case "exit":
                if (!state.Traps.IsEmpty)
                {
                    state.Exits.State = ShellState.Join(state.Exits.State, state.Copy(), Budget);
                }

                return Ending.None;

            case "return":
                if (frame.Call is { } call)
                {
                    call.Returned = ShellState.Join(call.Returned, state, Budget);
                }

                return Ending.None;

            case "break" or "continue":
                return LeaveLoop(name == "break", arguments, state, frame);

            case "set" when arguments.Count == 0:
                return Start(invocation, state, frame);

            case "set":
                return SetParameters(arguments, state);

            case "shift":
                return Shift(arguments, state);

            case "unset":
                return Unset(arguments, state, frame);

            case "read":
                return Read(invocation, state, frame);

            case "mapfile" or "readarray":
                Start(invocation, state.Copy(), frame with { Output = new(keeps: false) });
                return ReadLines(invocation, state, frame);

            case "printf" when arguments is [{ Exact: "-v" }, { } target, ..]:
                return PrintInto(target, invocation with { Arguments = [.. arguments.Skip(2)] }, state, frame);

            case "printf" when arguments is [{ KnownStart: ['-', 'v', _, ..] } glued, ..]:
                return PrintInto(Values.Skip(glued, 2), invocation with { Arguments = [.. arguments.Skip(1)] }, state, frame);

            case "printf" when arguments is [{ Exact: null, KnownStart: "-v" } glued, ..]:
                return PrintInto(Values.Skip(glued, 2), invocation with { Arguments = [.. arguments.Skip(1)] }, state, frame);

            case "export" or "declare" or "typeset" or "local" or "readonly":
                return RunDeclaration(name, invocation, state, frame);

            case "trap":
                return SetTrap(invocation, state, frame);

            case "wait":
                return Wait(arguments, state, frame);

            case "printf":
                Start(invocation, state, frame);
                return Ending.Success(state);

            case "getopts":
                return NextOption(arguments, state, frame, invocation);

            case "alias":
                return SetAliases(arguments, state, frame, invocation.Span);

            case "unalias":
                state.Aliases = arguments is [{ Exact: "-a" }] ? state.Aliases.Clear() : state.Aliases.RemoveRange(arguments.Select(static argument => argument.Exact ?? ""));
                return Ending.Any(state);

            case "let":
                return Let(arguments, state, frame, invocation.Span);

            case "[" or "test":
                TestName(arguments, state, frame, invocation.Span);
                return Ending.Any(state);

            case "hash":
                return Remember(arguments, state, frame);

            case "umask" or "ulimit" or "times" or "shopt" or "bg" or "fg" or "disown":
                return Ending.Any(state);

            default:
                return null;
        }
    }

    private Ending LeaveLoop(bool isBreak, IReadOnlyList<Value> arguments, ShellState state, Frame frame)
    {
        if (frame.Loop is not { } loop)
        {
            return Ending.Success(state);
        }

        var levels = arguments is [{ Exact: { } text }] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;
        for (; levels > 1 && loop.Around is { } around; levels--)
        {
            loop = around;
        }

        if (isBreak)
        {
            loop.Broken = ShellState.Join(loop.Broken, state, Budget);
        }
        else
        {
            loop.Continued = ShellState.Join(loop.Continued, state, Budget);
        }

        return Ending.None;
    }

    private static Ending SetParameters(IReadOnlyList<Value> arguments, ShellState state)
    {
        for (var at = 0; at < arguments.Count; at++)
        {
            var text = arguments[at].Exact;
            if (text is "--")
            {
                state.Set(ShellState.Parameters, new([PositionalParameters([.. arguments.Skip(at + 1)])]));
                return Ending.Success(state);
            }

            if (text is not (['-', _, ..] or ['+', _, ..]))
            {
                state.Set(ShellState.Parameters, new([text is "-" ? PositionalParameters([.. arguments.Skip(at + 1)]) : PositionalParameters([.. arguments.Skip(at)])]));
                return Ending.Success(state);
            }

            var isOn = text[0] == '-';
            var option = text[1..];
            if (option.EndsWith('o') && at + 1 < arguments.Count)
            {
                option = option[..^1] + (arguments[++at].Exact switch { "noglob" => "f", "errexit" => "e", _ => "" });
            }

            state.IsWithoutGlobs = option.Contains('f') ? isOn : state.IsWithoutGlobs;
            state.EndsOnFailure = option.Contains('e') ? isOn : state.EndsOnFailure;
        }

        return Ending.Success(state);
    }

    private Ending Shift(IReadOnlyList<Value> arguments, ShellState state)
    {
        if (state.Find(ShellState.Parameters) is not { } slot)
        {
            return Ending.Any(state);
        }

        var isKnown = arguments.Count == 0 || arguments[0].Exact is not null;
        var count = arguments is [{ Exact: { } text }] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;
        var all = new List<Content>();
        foreach (var content in slot.Alternatives)
        {
            if (!isKnown)
            {
                all.Add(new([], true, true));
            }
            else if (count <= content.Elements.Count)
            {
                Budget.Spend((content.Elements.Count - count) / 4);
                all.Add(Content.List([.. content.Elements.Skip(count).Select(static element => element.Value)], content.IsOpen));
            }
            else
            {
                all.Add(content.IsOpen ? new([], true, true) : content);
            }
        }

        state.Set(ShellState.Parameters, slot with { Alternatives = all });
        return all.TrueForAll(static content => !content.IsOpen) && slot.Alternatives.All(content => content.Elements.Count >= count)
            ? Ending.Success(state)
            : Ending.Any(state);
    }

    private Ending Let(IReadOnlyList<Value> arguments, ShellState state, Frame frame, Range span)
    {
        long? last = null;
        foreach (var argument in arguments)
        {
            last = null;
            if (argument.Exact is { } text && !MayRun(text))
            {
                last = ArithmeticText(text, state, frame);
            }
            else
            {
                CheckName(argument, state, frame);
            }
        }

        return last switch { null => Ending.Any(state), 0 => Ending.Failure(state), _ => Ending.Success(state) };
    }
}
