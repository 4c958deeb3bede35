using Arrea.Dataflow.Validation.Facts;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>Files that are run as programs, where this text has written them itself.</summary>
internal sealed partial class Walker
{
    private readonly List<(string Key, int Copies)> _running = [];

    private Ending RunFile(InnerFile file, Invocation around, ShellState state, Frame frame)
    {
        if (file.Path.Exact is "/dev/stdin" or "/dev/fd/0" or "/proc/self/fd/0" or "-")
        {
            return RunInput(new(file.Span, file.Adds, file.Runner, file.IsShell, file.Parameters), around, state, frame);
        }

        if (ChannelOf(file.Path, frame) is { } stream)
        {
            var input = new InnerInput(file.Span, file.Adds, file.Runner, file.IsShell, file.Parameters);
            return RunInput(input, around, state, frame with { Input = stream });
        }

        var key = WrittenFiles.KeyOf(file.Path, around.Directory);
        if (_files.Find(key) is { } ways)
        {
            return RunWays(key, ways, file.Runner, file.IsShell, file.Path, frame.Around ?? file.Span, () => file.InThisShell ? state : FreshState(file.Parameters, around, state), frame);
        }

        if (frame.Copies > 0 && IsItself(file.Path))
        {
            Add(new EndlessCopies(frame.Around ?? file.Span, frame.Context));
        }

        var origins = KnownFiles.ContentsOf(file.Path, around.Directory).Origins;
        if ((origins & Origins.Network) != 0 || HasUnknownName(file.Path) || (file.InThisShell && EndsUnknown(file.Path)))
        {
            Add(new UnknownProgram(frame.Around ?? file.Span, frame.Context, ProgramKind.File, file.Runner, origins, file.Path.ToString()));
        }

        if (file.InThisShell)
        {
            Forget(state);
        }

        return Ending.Any(state);
    }

    // Nothing of the name is written: $1, $DIR/$FILE. A folder that is not known, before a name that is, says enough.
    private static bool HasUnknownName(Value path)
    {
        for (var at = path.Pieces.Count - 1; at >= 0; at--)
        {
            var piece = path.Pieces[at];
            if (piece.Kind == PieceKind.Text)
            {
                // Behind the last slash nothing is known but what follows it.
                return piece.Text.EndsWith('/') && at < path.Pieces.Count - 1;
            }

            if (piece.Kind != PieceKind.Unknown || IsItself(path))
            {
                return false;
            }
        }

        return path.Pieces.Count > 0;
    }

    // Part of the name is not known: . ./env.$stage. What the shell itself reads is the text gone on.
    private static bool EndsUnknown(Value path)
    {
        for (var at = path.Pieces.Count - 1; at >= 0 && (path.Pieces[at].Kind != PieceKind.Text || !path.Pieces[at].Text.Contains('/')); at--)
        {
            if (path.Pieces[at].Kind == PieceKind.Unknown && (path.Pieces[at].Origins & Origins.Outside) != 0)
            {
                return path.Pieces.Count > 1;
            }
        }

        return false;
    }

    /// <summary>A file that nobody has read may have set every variable that the text has set before.</summary>
    private void Forget(ShellState state)
    {
        if (!Budget.Spend(1 + state.Variables.Count))
        {
            return;
        }

        foreach (var (name, slot) in state.Variables)
        {
            if (IsName(name) && !slot.Alternatives.Any(static content => content.IsOpen))
            {
                state.Set(name, slot with { Alternatives = Slot.Bounded(name, [.. slot.Alternatives, Content.Environment]) });
            }
        }
    }

    /// <summary>Whether a value is the text that is running: <c>$0</c>.</summary>
    private static bool IsItself(Value value) => value.Pieces is [{ Kind: PieceKind.Unknown, Text: "$0" or "$BASH_SOURCE" }];

    /// <summary>Runs a program that this text has written: <c>chmod +x f &amp;&amp; ./f</c>.</summary>
    /// <returns>How it ends; null where the command is not such a file.</returns>
    private Ending? RunWritten(Invocation invocation, ShellState state, Frame frame)
    {
        if (_files.IsEmpty || !invocation.Command.Pieces.Any(static piece => piece.Kind != PieceKind.Text || piece.Text.Contains('/')))
        {
            return null;
        }

        var key = WrittenFiles.KeyOf(invocation.Command, invocation.Directory);
        if (_files.Find(key) is not { } ways)
        {
            return null;
        }

        IReadOnlyList<Value> parameters = [invocation.Command, .. invocation.Arguments];
        RunWays(key, ways, "", isShell: true, invocation.Command, invocation.Span, () => FreshState(parameters, invocation, state), frame);

        // It is a process of its own: nothing that it sets or where it goes stays.
        return Ending.Any(state);
    }

    private Ending RunWays(string key, IReadOnlyList<Flow> ways, string runner, bool isShell, Value path, Range span, Func<ShellState> start, Frame frame)
    {
        var state = start();
        foreach (var (running, copies) in _running)
        {
            if (running == key)
            {
                if (frame.Copies > copies)
                {
                    Add(new EndlessCopies(span, frame.Context));
                }

                return Ending.Any(state);
            }
        }

        _running.Add((key, frame.Copies));
        Ending all = default;
        foreach (var flow in ways)
        {
            var ending = RunFlow(flow, runner, isShell, path, span, ways.Count == 1 ? state : state.Copy(), frame);
            all = Ending.Join(all, ending, Budget);
        }

        _running.RemoveAt(_running.Count - 1);
        return all;
    }

    private Ending RunFlow(Flow flow, string runner, bool isShell, Value path, Range span, ShellState state, Frame frame)
    {
        if (flow.Text is not { } text || text.Pieces is [{ Kind: PieceKind.Unknown }])
        {
            Add(new UnknownProgram(span, frame.Context, ProgramKind.File, runner, flow.Origins, path.ToString()));
            return Ending.Any(state);
        }

        // The first line of a program may say that it is no shell text.
        var first = text.KnownStart;
        first = first[..(first.IndexOf('\n') is var end and >= 0 ? end : first.Length)];
        if (!isShell || (runner.Length == 0 && first.StartsWith("#!", StringComparison.Ordinal) && !first.TrimEnd().EndsWith("sh", StringComparison.Ordinal)))
        {
            if (text.Pieces.Count > 0)
            {
                Add(new UnknownProgram(span, frame.Context, ProgramKind.Code, runner, flow.Origins, text.ToString()));
            }

            return Ending.Any(state);
        }

        return RunText(text, DialectOf(runner), runner.Length > 0 ? runner : "sh", state, frame with { Call = null }, span);
    }
}
