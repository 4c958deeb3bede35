using System.Buffers;
using System.Runtime.CompilerServices;
using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>The parts of a word.</summary>
internal sealed partial class Walker
{
    private static readonly SearchValues<char> UserCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.");

    private int _lastPath = 62;

    /// <param name="parts">What is written.</param>
    /// <param name="branches">The ways so far; they are changed.</param>
    /// <param name="mode">What is done to literal text that is not quoted.</param>
    /// <param name="isQuoted">Whether quotes stand around it all.</param>
    /// <param name="tilde">Where a tilde counts.</param>
    /// <param name="state">The shell; <c>${x:=y}</c> changes it.</param>
    /// <param name="frame">Where.</param>
    private List<Branch> ExpandParts(
        IReadOnlyList<WordPart> parts, List<Branch> branches, SegmentMode mode, bool isQuoted, Tilde tilde, ShellState state, Frame frame)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            Budget.GiveUp();
        }

        for (var at = 0; at < parts.Count && Budget.Spend(branches.Count); at++)
        {
            var part = parts[at];
            var quoted = isQuoted || part.IsQuoted;
            switch (part)
            {
                case LiteralText literal:
                    var literalMode = quoted ? SegmentMode.Quoted : mode;
                    var text = literal.Text;
                    Budget.SpendText((long)text.Length * branches.Count);
                    var rest = quoted || tilde == Tilde.None ? text : ExpandTilde(text, at, parts, tilde, branches, literalMode, state);
                    AddLiteral(rest, literalMode, branches, frame);
                    break;

                case ParameterExpansion parameter:
                    branches = ExpandParameter(parameter, branches, quoted, state, frame);
                    break;

                case CommandSubstitution substitution:
                    branches = ForkValues(branches, Substitute(substitution, quoted, state, frame), quoted);
                    break;

                case ArithmeticExpansion arithmetic:
                    var number = Arithmetic(arithmetic.Expression, state, frame);
                    var value = number is { } known
                        ? Value.Of(known.ToString(System.Globalization.CultureInfo.InvariantCulture), frame.SpanOf(part))
                        : Values.Number(frame.Shown(part), frame.SpanOf(part));
                    ForEach(branches, branch => branch.Add(value, quoted));
                    break;

                case ProcessSubstitution process:
                    var path = RunProcess(process, state, frame);
                    ForEach(branches, branch => branch.Add(path, isQuoted: true));
                    break;

                case ArrayLiteral array:
                    foreach (var element in array.Elements)
                    {
                        branches = ExpandParts(element.Parts, branches, mode, isQuoted, Tilde.None, state, frame);
                        ForEach(branches, static branch => branch.Segments.Add(new(default, SegmentMode.Break)));
                    }

                    break;
            }
        }

        return branches;
    }

    private static void ForEach(List<Branch> branches, Action<Branch> action)
    {
        foreach (var branch in branches)
        {
            action(branch);
        }
    }

    private void AddLiteral(string text, SegmentMode mode, List<Branch> branches, Frame frame)
    {
        if (!frame.HasStandIns)
        {
            foreach (var branch in branches)
            {
                branch.Segments.Add(new(Piece.Literal(text), mode));
            }

            return;
        }

        var pieces = new List<Piece>();
        _standIns.Read(text, pieces);
        foreach (var branch in branches)
        {
            if (pieces.Count == 0)
            {
                branch.Segments.Add(new(Piece.Literal(""), mode));
            }

            foreach (var piece in pieces)
            {
                branch.Segments.Add(piece.Kind != PieceKind.Unknown
                    ? new(piece, mode)
                    : new(piece with { Traits = mode == SegmentMode.Quoted ? piece.Traits & ~UnknownTraits.Splits : piece.Traits | UnknownTraits.Splits }, mode));
            }
        }
    }

    /// <summary>Puts a home in the place of a tilde.</summary>
    /// <returns>What is left of the text.</returns>
    private static string ExpandTilde(
        string text, int at, IReadOnlyList<WordPart> parts, Tilde tilde, List<Branch> branches, SegmentMode mode, ShellState state)
    {
        // Where the name of the user goes on in quotes or in an expansion, the tilde stands for itself.
        var isLast = at == parts.Count - 1;
        var from = 0;
        var mayBegin = at == 0;
        while (true)
        {
            if (mayBegin && from < text.Length && text[from] == '~')
            {
                var end = text.AsSpan(from).IndexOfAny('/', ':');
                end = end < 0 ? text.Length : from + end;
                var name = text[(from + 1)..end];
                if ((end < text.Length || isLast) && Home(name, state) is { } home)
                {
                    foreach (var branch in branches)
                    {
                        foreach (var piece in home.Pieces)
                        {
                            branch.Segments.Add(new(piece, SegmentMode.Quoted));
                        }
                    }

                    from = end;
                }
            }

            var colon = tilde == Tilde.InAssignment ? text.IndexOf(":~", from, StringComparison.Ordinal) : -1;
            if (colon < 0)
            {
                return text[from..];
            }

            foreach (var branch in branches)
            {
                branch.Segments.Add(new(Piece.Literal(text[from..(colon + 1)]), mode));
            }

            from = colon + 1;
            mayBegin = true;
        }
    }

    private static Value? Home(string name, ShellState state)
    {
        switch (name)
        {
            case "":
                return state.Find("HOME") is { Alternatives: [{ First: { } home }] } ? home : new([new(PieceKind.Home, "")], default);
            case "+":
                return Blurred(state, ShellState.Directory);
            case "-":
                return Blurred(state, ShellState.OldDirectory);
            default:
                return name.AsSpan().IndexOfAnyExcept(UserCharacters) < 0 ? new([new(PieceKind.Home, name)], default) : null;
        }
    }

    private static Value Blurred(ShellState state, string name) => state.Find(name) switch
    {
        null => Values.Unknown("$OLDPWD", Origins.Outside, default),
        { Alternatives: [{ First: { } only }] } => only,
        var slot => Slot.Blur("PWD", slot.Alternatives),
    };

    /// <summary>Adds each of the values to each of the branches.</summary>
    private List<Branch> ForkValues(List<Branch> branches, List<Value> values, bool isQuoted)
    {
        if (values.Count == 0)
        {
            return branches;
        }

        if (values.Count > 1 && branches.Count * values.Count > MostVectors)
        {
            values = [Slot.Blur("(…)", values.ConvertAll(Content.Of))];
        }

        var all = new List<Branch>(branches.Count * values.Count);
        foreach (var branch in branches)
        {
            for (var at = 0; at < values.Count && Budget.Spend(1 + branch.Fields.Count); at++)
            {
                var one = at == values.Count - 1 ? branch : branch.Fork();
                one.Add(values[at], isQuoted);
                all.Add(one);
            }
        }

        return all.Count == 0 ? branches : all;
    }

    /// <summary>What a substitution would print, in each way.</summary>
    private List<Value> Substitute(CommandSubstitution substitution, bool isQuoted, ShellState state, Frame frame)
    {
        var sink = new Sink();
        var inside = frame with { Context = frame.Context | RunContext.Substitution, Output = sink, Loop = null };
        IReadOnlyList<Flow> ways;
        if (substitution.Body.Statements is [{ Pipelines: [{ Commands: [SimpleCommand { Words.Count: 0, Assignments.Count: 0, Redirections: [{ Operator: "<" } read] }] }] }])
        {
            // $(< file) prints the file.
            var opened = Open([read], state, inside);
            ways = [opened.Frame.Input.Flow];
        }
        else
        {
            RunApart(state, inside, own => RunList(substitution.Body, own, inside));
            ways = sink.Ways;
        }

        var span = frame.SpanOf(substitution);
        var values = new List<Value>();
        foreach (var flow in ways)
        {
            var value = flow.Text is { } text
                ? new Value(Values.TrimNewlines(text).Pieces, span)
                : Values.Unknown(frame.Shown(substitution), flow.Origins, span, isQuoted ? UnknownTraits.None : UnknownTraits.Splits);
            Budget.SpendText(Values.LengthOf(value));
            values.Add(value);
        }

        return values;
    }

    /// <summary>Runs what stands in <c>&lt;( )</c> or <c>&gt;( )</c>.</summary>
    /// <returns>The path that stands for it.</returns>
    private Piece RunProcess(ProcessSubstitution process, ShellState state, Frame frame)
    {
        var path = "/dev/fd/" + ++_lastPath;
        var sink = new Sink();
        var inside = frame with { Context = frame.Context | RunContext.Substitution, Copies = frame.Copies + 1, Loop = null };
        if (process.IsInput)
        {
            var written = inside with { Output = sink };
            RunApart(state, written, own => RunList(process.Body, own, written));
            _files.Write(path, sink.Ways, isAppend: false, isSure: true, Budget);
        }
        else
        {
            // What comes to it is known only when the command around it has run.
            _waiting.Add(new(path, process, state.Copy(), inside));
        }

        // Whoever sends what is in it sends a secret.
        return Piece.Literal(path) with { Origins = sink.Whole.Origins & Origins.Secret };
    }
}
