using System.Buffers;
using Arrea.Dataflow.Validation.Facts;
using Arrea.Dataflow.Validation.Syntax;

namespace Arrea.Dataflow.Validation.Evaluation;

/// <summary>Words: from what is written to what a command would get.</summary>
internal sealed partial class Walker
{
    private static readonly SearchValues<char> NotPlain = SearchValues.Create("*?[]{}~!+@(");

    /// <summary>How many ways the words of one command may come out.</summary>
    private const int MostVectors = 32;

    private const long LongestWord = 1 << 18;

    /// <summary>The words, split and with patterns found; one list for each way.</summary>
    private List<List<Value>> Fields(IReadOnlyList<Word> words, ShellState state, Frame frame)
        => ExpandWords(words, [new Branch()], state, frame).ConvertAll(static branch => branch.Fields);

    private List<Branch> ExpandWords(IReadOnlyList<Word> words, List<Branch> branches, ShellState state, Frame frame)
    {
        for (var at = 0; at < words.Count && Budget.Spend(branches.Count); at++)
        {
            branches = ExpandWord(words[at], branches, state, frame);
        }

        return branches;
    }

    private List<Branch> ExpandWord(Word word, List<Branch> branches, ShellState state, Frame frame)
    {
        var span = frame.SpanOf(word);
        if (!frame.HasStandIns && word.Parts is [LiteralText plain] && IsPlain(plain))
        {
            Budget.SpendText(plain.Text.Length);
            foreach (var branch in branches)
            {
                branch.Fields.Add(Value.Of(plain.Text, span));
            }

            return branches;
        }

        var words = frame.Dialect == ShellDialect.Bash ? BraceExpansion.Expand(word, Budget) : [word.Parts];
        foreach (var parts in words)
        {
            branches = ExpandParts(parts, branches, SegmentMode.Literal, isQuoted: false, Tilde.AtStart, state, frame);
            foreach (var branch in branches)
            {
                if (!Fits(branch))
                {
                    return branches;
                }

                var before = branch.Fields.Count;
                FieldSplitter.Split(branch.Segments, Separators(branch, state), !state.IsWithoutGlobs, span, branch.Fields);
                Budget.Spend(branch.Fields.Count - before);
                branch.Segments.Clear();
            }

            if (Budget.IsOut)
            {
                break;
            }
        }

        return branches;
    }

    private static bool IsPlain(LiteralText literal)
        => literal.IsQuoted || literal.Text.AsSpan().IndexOfAny(NotPlain) < 0;

    /// <summary>The word as one value, neither split nor taken as a pattern; one for each way.</summary>
    private List<(Value Value, Choice? Choices)> Singles(Word? word, ShellState state, Frame frame, Tilde tilde = Tilde.None, Choice? choices = null)
    {
        if (word is null)
        {
            return [(Value.Of("", default), choices)];
        }

        var branches = ExpandParts(word.Parts, [new Branch { Choices = choices }], SegmentMode.Literal, isQuoted: false, tilde, state, frame);
        return branches.ConvertAll(branch => (Fits(branch) ? FieldSplitter.Join(branch.Segments, frame.SpanOf(word)) : Value.Of("", default), branch.Choices));
    }

    /// <summary>Pays for the text of a word. One that is too long ends the evaluation: a few words would grow without end.</summary>
    private bool Fits(Branch branch)
    {
        var length = 0L;
        foreach (var segment in branch.Segments)
        {
            length += (segment.Piece.Text?.Length ?? 0) + 4;
        }

        if (length > LongestWord)
        {
            Budget.GiveUp();
        }

        return Budget.SpendText(length);
    }

    /// <summary>The word as one value; not known where there are several ways.</summary>
    private Value Single(Word word, ShellState state, Frame frame, Tilde tilde = Tilde.None)
    {
        var all = Singles(word, state, frame, tilde);
        return all is [var only] ? only.Value : Slot.Blur(frame.Shown(word), all.ConvertAll(static one => Content.Of(one.Value)));
    }

    /// <summary>The word as a pattern; null where it is not known.</summary>
    private TextPattern? PatternOf(Word? word, ShellState state, Frame frame, Choice? choices = null)
    {
        if (word is null)
        {
            return null;
        }

        var branches = ExpandParts(word.Parts, [new Branch { Choices = choices }], SegmentMode.Literal, isQuoted: false, Tilde.AtStart, state, frame);
        return branches is [var only] ? TextPattern.Of(only.Segments) : null;
    }

    /// <summary>The characters of <c>IFS</c>; null where they are not known.</summary>
    private static string? Separators(Branch branch, ShellState state)
    {
        var content = branch.Chosen("IFS") ?? (state.Find("IFS") is { } slot ? slot.Alternatives.Count == 1 ? slot.Alternatives[0] : null : Content.Unset);
        return content switch
        {
            null => null,
            { First: { } value } => value.Exact,
            _ => " \t\n",
        };
    }
}

/// <summary>Where a tilde stands for a home.</summary>
internal enum Tilde
{
    /// <summary>Nowhere.</summary>
    None,

    /// <summary>At the beginning.</summary>
    AtStart,

    /// <summary>At the beginning and behind a colon, as in the value of an assignment.</summary>
    InAssignment,
}
